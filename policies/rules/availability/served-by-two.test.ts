import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, real } from "../../testing";
import { servedByTwo } from "./served-by-two";

const alone = real("Deployment skywalking-oap", ({ spec }) => (spec.replicas = 1));
const service = real("Service skywalking-oap");

test("finds one pod behind a Service", () => {
  expect(findingsIn(servedByTwo, platform())).toEqual([]);
  expect(findingsOf(servedByTwo, alone, { others: [service] })).toEqual([
    "1 pod stands behind Service skywalking-oap",
  ]);
  expect(findingsOf(servedByTwo, alone)).toEqual([]);
});

test("an autoscaler decides", () => {
  const autoscaler = {
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "oap", namespace: "tracing" },
    spec: { scaleTargetRef: { kind: "Deployment", name: "skywalking-oap" }, minReplicas: 2 },
  };
  expect(findingsOf(servedByTwo, alone, { others: [service, autoscaler] })).toEqual([]);
});
