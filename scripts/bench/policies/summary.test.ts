import { describe, expect, test } from "vitest";
import { cpuSecondsIn, type Preview } from "./measure";
import { policiesSummary } from "./summary";

const run = (seconds: number, cpuSeconds: number): Preview => ({
  seconds,
  cpuSeconds,
  resources: 1202,
});

const BARE = [run(10, 20), run(10.4, 21), run(11, 22)];
const SILENT = [run(12, 22), run(12.4, 23), run(13, 24)];

describe("summary", () => {
  test("compares what a user waits for, and tells the CPU", () => {
    const held = [run(13.2, 25), run(13.64, 27), run(15, 30)];
    expect(policiesSummary({ bare: BARE, silent: SILENT, held })).toEqual({
      text: [
        "PREVIEW               RESOURCES  s, LEAST  MEDIAN  CPU s, LEAST  MEDIAN",
        "without the policies       1202  10.0      10.4    20.0          21.0",
        "with a silent pack         1202  12.0      12.4    22.0          23.0",
        "with the policies          1202  13.2      13.6    25.0          27.0",
        "a pack that says nothing makes a preview take 1.20 times (median 1.19) as long; with the policies it is 1.32 times (median 1.31), and 1.25 times (median 1.29) the CPU",
        "the policies take 1.10 times (median 1.10) the time of a silent pack; goal: at most 1.25: holds",
      ].join("\n"),
      passed: true,
    });
  });

  test("a missed goal is said", () => {
    const { passed, text } = policiesSummary({
      bare: BARE,
      silent: SILENT,
      held: [run(17, 25)],
    });
    expect(passed).toBe(false);
    expect(text).toMatch(/goal: at most 1\.25: MISSED$/);
  });

  test("a goal that noise alone may have missed passes, and says so", () => {
    const { passed, text } = policiesSummary({
      bare: BARE,
      silent: SILENT,
      held: [run(15.5, 25), run(16, 26)],
    });
    expect(passed).toBe(true);
    expect(text).toMatch(/not told apart from the noise of this session, 4 %$/);
  });
});

test("CPU time is what children have used, as the shell tells it", () => {
  const said =
    "Resources:\n    + 2 to create\n\n0m0.000000s 0m0.010000s\n1m19.490000s 0m2.060000s\n";
  expect(cpuSecondsIn(said)).toBeCloseTo(81.55);
});
