import { expect, test } from "vitest";
import { findingsOf, real } from "../../testing";
import { budgetHasLimit } from "./budget-has-limit";

const having = (spec: object) =>
  findingsOf(
    budgetHasLimit,
    real("PodDisruptionBudget skywalking-oap", (budget) => (budget.spec = spec)),
  );

test("wants one limit, and a word about broken pods", () => {
  expect(having({ maxUnavailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow" })).toEqual([]);
  expect(having({ unhealthyPodEvictionPolicy: "AlwaysAllow" })).toEqual([
    "it has neither maxUnavailable nor minAvailable",
  ]);
  expect(having({ maxUnavailable: 1, minAvailable: 1 })).toEqual([
    "it has both maxUnavailable and minAvailable",
    "it has no unhealthyPodEvictionPolicy: pods that are not ready stay on their node",
  ]);
});
