import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { autoscalerMetricHasRequest } from "./autoscaler-metric-has-request";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(autoscalerMetricHasRequest, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(autoscalerMetricHasRequest, autoscalerMetricHasRequest.bad)).toEqual([
    "HorizontalPodAutoscaler oap: it measures cpu, and container oap of its target does not request any",
  ]);
  expect(findingsIn(autoscalerMetricHasRequest, autoscalerMetricHasRequest.good)).toEqual([]);
});
