import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, real } from "../../testing";
import { disruptionBudget } from "./disruption-budget";

const oap = real("Deployment skywalking-oap");
const budget = real("PodDisruptionBudget skywalking-oap");

test("the valid platform has one for each", () => {
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

test("an autoscaler that may make two is enough", () => {
  const scaled = real("Deployment skywalking-oap", ({ spec }) => delete spec.replicas);
  const autoscaler = (maxReplicas: number) => ({
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "skywalking-oap", namespace: scaled.metadata.namespace },
    spec: { scaleTargetRef: { kind: "Deployment", name: "skywalking-oap" }, maxReplicas },
  });
  expect(findingsOf(disruptionBudget, scaled, { others: [autoscaler(2)] })).toEqual([
    "no PodDisruptionBudget selects its pods",
  ]);
  expect(findingsOf(disruptionBudget, scaled, { others: [autoscaler(1)] })).toEqual([]);
});
