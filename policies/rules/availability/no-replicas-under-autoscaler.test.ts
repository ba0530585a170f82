import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, real } from "../../testing";
import { noReplicasUnderAutoscaler } from "./no-replicas-under-autoscaler";

test("finds it", () => {
  expect(findingsIn(noReplicasUnderAutoscaler, platform())).toEqual([]);
  const ui = real("Deployment skywalking-ui", ({ spec }) => (spec.replicas = 2));
  const autoscaler = {
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "ui", namespace: "tracing" },
    spec: { scaleTargetRef: { kind: "Deployment", name: "skywalking-ui" } },
  };
  expect(findingsOf(noReplicasUnderAutoscaler, ui, { others: [autoscaler] })).toEqual([
    "it has 2 replicas, and HorizontalPodAutoscaler ui scales it",
  ]);
});
