import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, real } from "../../testing";
import { disruptionBudget } from "./disruption-budget";

const oap = real("Deployment skywalking-oap");
const budget = real("PodDisruptionBudget skywalking-oap");

test("the real platform has one for each", () => {
  expect(findingsIn(disruptionBudget, platform())).toEqual([]);
});

test("finds none, and two", () => {
  expect(findingsOf(disruptionBudget, oap)).toEqual(["no PodDisruptionBudget selects its pods"]);
  const second = { ...budget, metadata: { ...budget.metadata, name: "second" } };
  expect(findingsOf(disruptionBudget, oap, { others: [budget, second] })).toEqual([
    "2 PodDisruptionBudgets select its pods: PodDisruptionBudget skywalking-oap, PodDisruptionBudget second",
  ]);
});

test("one pod alone needs none", () => {
  const alone = real("Deployment skywalking-oap", ({ spec }) => (spec.replicas = 1));
  expect(findingsOf(disruptionBudget, alone)).toEqual([]);
});
