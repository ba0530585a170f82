import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { meshAddressResolves } from "./mesh-address-resolves";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(meshAddressResolves, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(meshAddressResolves, meshAddressResolves.bad)).toEqual([
    "ConfigMap istio: envoyAccessLogService names port 11801 of Service satellite, which has only 11800",
  ]);
  expect(findingsIn(meshAddressResolves, meshAddressResolves.good)).toEqual([]);
});
