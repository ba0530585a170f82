import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { meshAddressResolves } from "./mesh-address-resolves";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(meshAddressResolves, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(meshAddressResolves, meshAddressResolves.bad)).toEqual([
    "ConfigMap istio: envoyAccessLogService names port 11801 of Service satellite, which has only 11800",
  ]);
  expect(findingsIn(meshAddressResolves, meshAddressResolves.good)).toEqual([]);
});
