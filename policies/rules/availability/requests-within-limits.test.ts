import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { requestsWithinLimits } from "./requests-within-limits";

test("compares in any unit", () => {
  expect(findingsIn(requestsWithinLimits, platform())).toEqual([]);
  const broken = realPod((_, { resources }) => {
    resources.requests = { cpu: "1500m", memory: "1Gi" };
    resources.limits = { cpu: 1, memory: "1025Mi" };
  });
  expect(findingsOf(requestsWithinLimits, broken)).toEqual([
    "container oap needs 1500m of cpu, and may use 1",
  ]);
});
