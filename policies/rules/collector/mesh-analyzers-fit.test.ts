import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { meshAnalyzersFit } from "./mesh-analyzers-fit";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(meshAnalyzersFit, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(meshAnalyzersFit, meshAnalyzersFit.bad)).toEqual([
    "Deployment oap: container oap: SW_ENVOY_METRIC_ALS_HTTP_ANALYSIS begins with persistence; give k8s-mesh or mx-mesh before it",
    "Deployment oap: container oap: SW_ENVOY_METRIC_ALS_HTTP_ANALYSIS is set, and SW_ENVOY_METRIC_ALS_TCP_ANALYSIS is not",
  ]);
  expect(findingsIn(meshAnalyzersFit, meshAnalyzersFit.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      meshAnalyzersFit,
      broken("Deployment skywalking-oap", ({ spec }) =>
        spec.template.spec.containers[0].env.push({
          name: "SW_ENVOY_METRIC_ALS_HTTP_ANALYSIS",
          value: "mx-mesh,unknown",
        }),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: SW_ENVOY_METRIC_ALS_HTTP_ANALYSIS has unknown; give k8s-mesh, mx-mesh, persistence",
    "Deployment skywalking-oap: container oap: SW_ENVOY_METRIC_ALS_HTTP_ANALYSIS is set, and SW_ENVOY_METRIC_ALS_TCP_ANALYSIS is not",
  ]);
});
