/** What the policy pack costs, as text. */

import { aligned } from "../../aligned";
import { POLICIES_LIMIT } from "../goals";
import { compare, least, median, noiseOf, outcomeOf, times, told } from "../statistics";
import type { Summary } from "../summary";
import type { Preview, Previews } from "./measure";

const waited = (previews: readonly Preview[]) => previews.map(({ seconds }) => seconds);
const used = (previews: readonly Preview[]) => previews.map(({ cpuSeconds }) => cpuSeconds);

export function policiesSummary({ bare, silent, held }: Previews): Summary {
  const noise = noiseOf(waited(bare));
  const ratio = compare(waited(held), waited(silent));
  const outcome = outcomeOf(ratio, POLICIES_LIMIT, noise);
  return {
    text: [
      aligned([
        ["PREVIEW", "RESOURCES", "s, LEAST", "MEDIAN", "CPU s, LEAST", "MEDIAN"],
        row("without the policies", bare),
        row("with a silent pack", silent),
        row("with the policies", held),
      ]),
      `a pack that says nothing makes a preview take ${times(compare(waited(silent), waited(bare)))} as long; ` +
        `with the policies it is ${times(compare(waited(held), waited(bare)))}, ` +
        `and ${times(compare(used(held), used(bare)))} the CPU`,
      `the policies take ${times(ratio)} the time of a silent pack; ` +
        `goal: at most ${POLICIES_LIMIT.toFixed(2)}: ${told(outcome, noise)}`,
    ].join("\n"),
    passed: outcome !== "missed",
  };
}

function row(name: string, previews: readonly Preview[]): (string | number)[] {
  return [
    name,
    previews[0]?.resources ?? 0,
    ...[waited(previews), used(previews)].flatMap((values) => [
      least(values).toFixed(1),
      median(values).toFixed(1),
    ]),
  ];
}
