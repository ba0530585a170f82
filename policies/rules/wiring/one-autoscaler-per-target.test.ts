import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { oneAutoscalerPerTarget } from "./one-autoscaler-per-target";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(oneAutoscalerPerTarget, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oneAutoscalerPerTarget, oneAutoscalerPerTarget.bad)).toEqual([
    "HorizontalPodAutoscaler satellite-cpu: spec.scaleTargetRef names Deployment satellite, as that of HorizontalPodAutoscaler satellite-connections does",
    "HorizontalPodAutoscaler satellite-connections: spec.scaleTargetRef names Deployment satellite, as that of HorizontalPodAutoscaler satellite-cpu does",
  ]);
  expect(findingsIn(oneAutoscalerPerTarget, oneAutoscalerPerTarget.good)).toEqual([]);
});
