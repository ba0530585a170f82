/** The results as text. */

import { aligned } from "../aligned";
import { type Verdict, bareVerdict, costs, cpu, growthVerdict, programVerdict } from "./goals";
import type { Measurement } from "./measure";
import { least, median, times, told } from "./statistics";

/** All measurements of one session. */
export interface Results {
  readonly environment: string;
  readonly empty: readonly Measurement[];
  /** Storage, OAP and its web page. */
  readonly core: readonly Measurement[];
  readonly platform: readonly Measurement[];
  /** The resources of the platform, registered with the packages of Pulumi alone. */
  readonly bare: readonly Measurement[];
  /** One run with nothing compiled yet. */
  readonly cold: Measurement;
  /** From the fewest copies to the most. */
  readonly copies: readonly { readonly count: number; readonly measured: readonly Measurement[] }[];
}

export interface Summary {
  readonly text: string;
  /** Nothing is missed by more than the noise of the session. */
  readonly passed: boolean;
}

export function summary(results: Results): Summary {
  const { environment, empty, core, platform, bare, cold, copies } = results;
  const program = programVerdict(core, empty);
  const beyondBare = bareVerdict(platform, bare, empty);
  const growth = growthVerdict(
    copies.map(({ measured }) => measured),
    empty,
  );
  const compared = aligned([
    ["PROGRAM", "RESOURCES", "CPU s, LEAST", "MEDIAN", "TIMES EMPTY", "MEDIAN", "MiB"],
    row("empty", empty, empty),
    row(`${environment}, the core`, core, empty),
    row(environment, platform, empty),
    row(`${environment}, the bare resources`, bare, empty),
    row(`${environment}, nothing compiled yet`, [cold], empty),
  ]);
  const grown = aligned([
    ["COMPONENTS", "RESOURCES", "CPU s, LEAST", "MEDIAN", "ms PER RESOURCE", "MEDIAN", "MiB"],
    ...copies.map(({ count, measured }) => {
      const each = costs(measured, empty);
      const [name, resources, best, middle, , , memory] = row(String(count), measured, empty);
      return [
        Number(name),
        resources,
        best,
        middle,
        least(each).toFixed(2),
        median(each).toFixed(2),
        memory,
      ];
    }),
  ]);
  return {
    text: [
      compared,
      said(`the core of ${environment} costs`, "an empty program", program),
      said(`${environment} costs`, "its bare resources", beyondBare),
      "",
      grown,
      said("a resource among the most costs", "one among the fewest", growth),
    ].join("\n"),
    passed: [program, beyondBare, growth].every(({ outcome }) => outcome !== "missed"),
  };
}

type Row = readonly [string, number, string, string, string, string, number];

function row(name: string, measured: readonly Measurement[], empty: readonly Measurement[]): Row {
  const [used, base] = [cpu(measured), cpu(empty)];
  return [
    name,
    measured[0]?.resources ?? 0,
    least(used).toFixed(2),
    median(used).toFixed(2),
    (least(used) / least(base)).toFixed(2),
    (median(used) / median(base)).toFixed(2),
    Math.round(Math.max(...measured.map(({ mebibytes }) => mebibytes))),
  ];
}

function said(subject: string, baseline: string, verdict: Verdict): string {
  const { ratio, limit, noise, outcome } = verdict;
  return `${subject} ${times(ratio)} ${baseline}; goal: at most ${limit.toFixed(2)}: ${told(outcome, noise)}`;
}
