/** What the gateway costs, as text. */

import { aligned } from "../../aligned";
import { type Comparison, compare, median, noiseOf, outcomeOf, times, told } from "../statistics";
import type { Summary } from "../summary";
import { PATHS, type Path, type Run, type Runs, type Work } from "./measure";

/** Ours passes on so many times the calls of the article's settings. */
export const FASTER_GOAL = 1.8;
/** CPU time of a call by ours: so many times that of a call without a gateway. */
export const COST_LIMIT = 1.7;

const NAMES: Readonly<Record<Path, string>> = {
  direct: "no gateway",
  article: "NGINX as in the article",
  ours: "NGINX as rendered",
};

/** Seconds that pass for a call, over all that are under way. */
const secondsOf = ({ seconds, calls }: Run) => seconds / calls;

/** Microseconds of CPU of a call: of the client, of what is between, of the server. */
const partsOf = (run: Run) =>
  [run.clientCpuSeconds, run.betweenCpuSeconds, run.serverCpuSeconds].map(
    (seconds) => (1e6 * seconds) / run.calls,
  );
const costOf = (run: Run) => partsOf(run).reduce((sum, part) => sum + part);

export function gatewaySummary(runs: Readonly<Record<Work, Runs>>): Summary {
  const { none, some } = runs;
  const faster = compare(none.ours.map(secondsOf), none.article.map(secondsOf));
  const cost = compare(some.ours.map(costOf), some.direct.map(costOf));
  const bare = compare(none.ours.map(costOf), none.direct.map(costOf));
  const outcomes = [
    outcomeOf(faster, 1 / FASTER_GOAL, noiseOf(none.direct.map(costOf))),
    outcomeOf(cost, COST_LIMIT, noiseOf(some.direct.map(costOf))),
  ] as const;
  const failed = [none, some].flatMap((set) => PATHS.flatMap((path) => set[path]));
  const lost = failed.reduce((sum, run) => sum + run.failed, 0);
  return {
    text: [
      "Servers that only answer:",
      table(none),
      "",
      "Servers that work for each call:",
      table(some),
      "",
      `ours passes on ${times(inverse(faster))} the calls of the article's settings; ` +
        `goal: at least ${FASTER_GOAL.toFixed(2)}: ${told(outcomes[0])}`,
      `a call by ours costs ${times(cost)} one without a gateway where servers work, ` +
        `${times(bare)} where they only answer; ` +
        `goal where they work: at most ${COST_LIMIT.toFixed(2)}: ${told(outcomes[1])}`,
      `calls that failed: ${lost}; goal: 0: ${lost === 0 ? "holds" : "MISSED"}`,
    ].join("\n"),
    passed: lost === 0 && !outcomes.includes("missed"),
  };
}

function table(runs: Runs): string {
  const head = ["PATH", "CALLS/s", "p50 ms", "p99 ms"];
  const costs = ["CPU µs A CALL", "CLIENT", "NGINX", "SERVERS", "NEW CONNECTIONS A 1000 CALLS"];
  return aligned([
    [...head, ...costs],
    ...PATHS.map((path) => {
      const middle = (of: (run: Run) => number) => median(runs[path].map(of));
      return [
        NAMES[path],
        Math.round(1 / middle(secondsOf)),
        middle(({ medianMs }) => medianMs).toFixed(1),
        middle(({ p99Ms }) => p99Ms).toFixed(1),
        Math.round(middle(costOf)),
        ...[0, 1, 2].map((part) => Math.round(middle((run) => partsOf(run)[part] ?? 0))),
        middle(({ connections, calls }) => (1000 * connections) / calls).toFixed(1),
      ];
    }),
  ]);
}

function inverse({ least, median }: Comparison): Comparison {
  return { least: 1 / least, median: 1 / median };
}
