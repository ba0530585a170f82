import { expect, test } from "vitest";
import type { Run, Runs } from "./measure";
import { gatewaySummary } from "./summary";

/** A run of 1000 calls: how long it took, and microseconds of CPU for each call. */
const run = (seconds: number, [client, between, server]: [number, number, number]): Run => ({
  calls: 1000,
  failed: 0,
  seconds,
  medianMs: 2,
  p99Ms: 9.5,
  clientCpuSeconds: client / 1000,
  betweenCpuSeconds: between / 1000,
  serverCpuSeconds: server / 1000,
  connections: between,
  callsByServer: [334, 333, 333],
});

const none: Runs = {
  direct: [run(0.05, [20, 0, 30])],
  article: [run(0.25, [60, 90, 190])],
  ours: [run(0.1, [40, 40, 70])],
};
const some: Runs = {
  direct: [run(0.1, [20, 0, 230])],
  article: [run(0.3, [60, 90, 390])],
  ours: [run(0.15, [40, 40, 270])],
};

test("tells what each path costs, and whether the goals hold", () => {
  const { text, passed } = gatewaySummary({ none, some });
  expect(text.split("\n")).toEqual([
    "Servers that only answer:",
    "PATH                     CALLS/s  p50 ms  p99 ms  CPU µs A CALL  CLIENT  NGINX  SERVERS  NEW CONNECTIONS A 1000 CALLS",
    "no gateway                 20000  2.0     9.5                50      20      0       30  0.0",
    "NGINX as in the article     4000  2.0     9.5               340      60     90      190  90.0",
    "NGINX as rendered          10000  2.0     9.5               150      40     40       70  40.0",
    "",
    "Servers that work for each call:",
    "PATH                     CALLS/s  p50 ms  p99 ms  CPU µs A CALL  CLIENT  NGINX  SERVERS  NEW CONNECTIONS A 1000 CALLS",
    "no gateway                 10000  2.0     9.5               250      20      0      230  0.0",
    "NGINX as in the article     3333  2.0     9.5               540      60     90      390  90.0",
    "NGINX as rendered           6667  2.0     9.5               350      40     40      270  40.0",
    "",
    "ours passes on 2.50 times (median 2.50) the calls of the article's settings; goal: at least 1.80: holds",
    "a call by ours costs 1.40 times (median 1.40) one without a gateway where servers work, 3.00 times (median 3.00) where they only answer; goal where they work: at most 1.70: holds",
    "calls that failed: 0; goal: 0: holds",
  ]);
  expect(passed).toBe(true);
});

test.each([
  [
    "too slow",
    { none: { ...none, ours: [run(0.2, [40, 40, 70])] }, some },
    "at least 1.80: MISSED",
  ],
  [
    "too dear",
    { none, some: { ...some, ours: [run(0.1, [40, 200, 270])] } },
    "at most 1.70: MISSED",
  ],
  [
    "a call was lost",
    { none: { ...none, ours: [{ ...run(0.1, [40, 40, 70]), failed: 1 }] }, some },
    "calls that failed: 1; goal: 0: MISSED",
  ],
])("%s: the goal is missed, and it is said", (_, runs, words) => {
  const { text, passed } = gatewaySummary(runs);
  expect(text).toContain(words);
  expect(passed).toBe(false);
});
