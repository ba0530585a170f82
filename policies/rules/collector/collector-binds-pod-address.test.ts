import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { collectorBindsPodAddress } from "./collector-binds-pod-address";

test("finds nothing in the valid platform", () => {
  expect(findingsIn(collectorBindsPodAddress, platform())).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(collectorBindsPodAddress, collectorBindsPodAddress.bad)).toEqual([
    "Deployment collector: container collector: receivers.otlp.protocols.grpc listens at 0.0.0.0:4317",
  ]);
  expect(findingsIn(collectorBindsPodAddress, collectorBindsPodAddress.good)).toEqual([]);
});
