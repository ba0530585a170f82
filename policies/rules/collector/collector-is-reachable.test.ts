import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { collectorIsReachable } from "./collector-is-reachable";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(collectorIsReachable, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(collectorIsReachable, collectorIsReachable.bad)).toEqual([
    "Deployment collector: container collector: receivers.otlp.protocols.grpc listens at localhost:4317, and a Service leads there; give ${env:POD_IP}:4317",
  ]);
  expect(findingsIn(collectorIsReachable, collectorIsReachable.good)).toEqual([]);
});
