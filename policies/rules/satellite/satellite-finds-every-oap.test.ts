import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { satelliteFindsEveryOap } from "./satellite-finds-every-oap";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(satelliteFindsEveryOap, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(satelliteFindsEveryOap, satelliteFindsEveryOap.bad)).toEqual([
    "Deployment satellite: container satellite: SATELLITE_GRPC_CLIENT_FINDER is static, and there are several OAP; give kubernetes",
  ]);
  expect(findingsIn(satelliteFindsEveryOap, satelliteFindsEveryOap.good)).toEqual([]);
});
