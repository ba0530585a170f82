import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { autoscalerTargetExists } from "./autoscaler-target-exists";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(autoscalerTargetExists, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(autoscalerTargetExists, autoscalerTargetExists.bad)).toEqual([
    "HorizontalPodAutoscaler oap: spec.scaleTargetRef names Deployment oap-server, which is not in its namespace",
  ]);
  expect(findingsIn(autoscalerTargetExists, autoscalerTargetExists.good)).toEqual([]);
});
