import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { collectorBindsPodAddress } from "./collector-binds-pod-address";

test.each(["prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(collectorBindsPodAddress, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(collectorBindsPodAddress, collectorBindsPodAddress.bad)).toEqual([
    "Deployment collector: container collector: receivers.otlp.protocols.grpc listens at 0.0.0.0:4317",
  ]);
  expect(findingsIn(collectorBindsPodAddress, collectorBindsPodAddress.good)).toEqual([]);
});
