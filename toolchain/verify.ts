/**
 * `make verify`: looks for what is broken although everything is there. On any cluster, after any up; changes nothing.
 */

import { aligned } from "../scripts/aligned";
import type { Whereabouts } from "./stack/home";
import { LiveCluster, kubectlOf } from "./stack/live";
import { accessOf, factsOf } from "./stack/stack-file";
import { collect } from "./verify/collect";
import { type Line, isFine, judge } from "./verify/judge";

/** Returns whether everything holds. */
export async function verify(where: Whereabouts): Promise<boolean> {
  const { place, progress } = where;
  const { namespace } = factsOf(place);
  const access = await accessOf(where);
  if (access === undefined) {
    progress.say(`stack ${place.stack} is not deployed: nothing to verify`);
    return false;
  }
  const step = progress.step("verify");
  step.now(`asking namespace ${namespace} of context ${access.context}`);
  const seen = await collect(new LiveCluster(kubectlOf(place), access), namespace);
  const lines = judge(seen);
  const wrong = lines.filter(({ cure }) => cure !== undefined).length;
  const count = `${lines.length - wrong} of ${lines.length} hold`;
  if (wrong === 0) step.done(count);
  else step.failed(count);
  progress.say(tableOf(lines));
  if (seen.isSimulated) progress.say(SIMULATED);
  return isFine(lines);
}

const SIMULATED = "\nThe nodes are simulated: what only running pods can tell was not asked.";

/** One line for each, and below each finding what to do. */
export function tableOf(lines: readonly Line[]): string {
  const rows = aligned(
    lines.map(({ what, seen, cure }) => [cure === undefined ? "✓" : "✗", what, seen]),
  ).split("\n");
  return lines
    .flatMap(({ cure }, index) => [
      rows[index] ?? "",
      ...(cure === undefined ? [] : [`     → ${cure}`]),
    ])
    .join("\n");
}
