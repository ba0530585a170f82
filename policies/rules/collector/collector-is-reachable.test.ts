import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { collectorIsReachable } from "./collector-is-reachable";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(collectorIsReachable, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(collectorIsReachable, collectorIsReachable.bad)).toEqual([
    "Deployment collector: container collector: receivers.otlp.protocols.grpc listens at localhost:4317, and a Service leads there; give ${env:POD_IP}:4317",
  ]);
  expect(findingsIn(collectorIsReachable, collectorIsReachable.good)).toEqual([]);
});
