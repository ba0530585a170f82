import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { autoscalerMetricHasRequest } from "./autoscaler-metric-has-request";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(autoscalerMetricHasRequest, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(autoscalerMetricHasRequest, autoscalerMetricHasRequest.bad)).toEqual([
    "HorizontalPodAutoscaler oap: it measures cpu, and container oap of its target does not request any",
  ]);
  expect(findingsIn(autoscalerMetricHasRequest, autoscalerMetricHasRequest.good)).toEqual([]);
});
