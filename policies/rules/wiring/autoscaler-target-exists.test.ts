import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { autoscalerTargetExists } from "./autoscaler-target-exists";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(autoscalerTargetExists, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(autoscalerTargetExists, autoscalerTargetExists.bad)).toEqual([
    "HorizontalPodAutoscaler oap: spec.scaleTargetRef names Deployment oap-server, which is not in its namespace",
  ]);
  expect(findingsIn(autoscalerTargetExists, autoscalerTargetExists.good)).toEqual([]);
});
