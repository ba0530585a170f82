import { describe, expect, test } from "vitest";
import { costs } from "./goals";
import type { Measurement } from "./measure";
import { type Results, summary } from "./summary";

const run = (cpuSeconds: number, resources: number): Measurement => ({
  cpuSeconds,
  resources,
  mebibytes: 170.4,
});

const EMPTY = [run(1.2, 1), run(1, 1), run(1.1, 1)];

const results: Results = {
  environment: "uat",
  empty: EMPTY,
  core: [run(1.5, 40), run(1.4, 40), run(1.6, 40)],
  platform: [run(1.8, 60), run(2, 60), run(1.9, 60)],
  bare: [run(1.6, 60), run(1.5, 60), run(1.7, 60)],
  cold: run(3, 40),
  copies: [
    { count: 100, measured: [run(2, 100), run(3, 100)] },
    { count: 1000, measured: [run(9, 1000), run(11, 1000)] },
  ],
};

test("a resource costs what goes beyond the empty program", () => {
  expect(costs([run(2, 100), run(3, 100)], EMPTY)).toEqual([10, 20]);
});

describe("summary", () => {
  test("compares with the empty program and tells how the cost of a resource grows", () => {
    expect(summary(results)).toEqual({
      text: [
        "PROGRAM                    RESOURCES  CPU s, LEAST  MEDIAN  TIMES EMPTY  MEDIAN  MiB",
        "empty                              1  1.00          1.10    1.00         1.00    170",
        "uat, the core                     40  1.40          1.50    1.40         1.36    170",
        "uat                               60  1.80          1.90    1.80         1.73    170",
        "uat, the bare resources           60  1.50          1.60    1.50         1.45    170",
        "uat, nothing compiled yet         40  3.00          3.00    3.00         2.73    170",
        "the core of uat costs 1.40 times (median 1.36) an empty program; goal: at most 1.50: holds",
        "uat costs 1.20 times (median 1.19) its bare resources; goal: at most 1.25: holds",
        "",
        "COMPONENTS  RESOURCES  CPU s, LEAST  MEDIAN  ms PER RESOURCE  MEDIAN  MiB",
        "       100        100  2.00          2.50    10.00            15.00   170",
        "      1000       1000  9.00          10.00   8.00             9.00    170",
        "a resource among the most costs 0.80 times (median 0.60) one among the fewest; goal: at most 1.25: holds",
      ].join("\n"),
      passed: true,
    });
  });

  test("a missed goal is said", () => {
    const slow = summary({ ...results, core: [run(1.8, 40), run(2, 40)] });
    expect(slow.passed).toBe(false);
    expect(slow.text).toContain(
      "the core of uat costs 1.80 times (median 1.73) an empty program; goal: at most 1.50: MISSED",
    );
  });

  test("a goal that noise alone may have missed passes, and says so", () => {
    const { passed, text } = summary({ ...results, core: [run(1.6, 40), run(1.8, 40)] });
    expect(passed).toBe(true);
    expect(text).toContain(
      "the core of uat costs 1.60 times (median 1.55) an empty program; goal: at most 1.50: not told apart from the noise of this session, 10 %",
    );
  });

  test("what the program adds to its resources is held to its goal, too", () => {
    const { passed, text } = summary({ ...results, platform: [run(2.4, 60)] });
    expect(passed).toBe(false);
    expect(text).toContain(
      "uat costs 1.60 times (median 1.50) its bare resources; goal: at most 1.25: MISSED",
    );
  });

  test("growth beyond the goal is missed", () => {
    const copies = [
      { count: 100, measured: [run(2, 100)] },
      { count: 1000, measured: [run(16, 1000)] },
    ];
    const { passed, text } = summary({ ...results, copies });
    expect(passed).toBe(false);
    expect(text).toContain(
      "a resource among the most costs 1.50 times (median 1.50) one among the fewest; goal: at most 1.25: MISSED",
    );
  });
});
