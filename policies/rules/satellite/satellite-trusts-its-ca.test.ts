import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { satelliteTrustsItsCa } from "./satellite-trusts-its-ca";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(satelliteTrustsItsCa, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(satelliteTrustsItsCa, satelliteTrustsItsCa.bad)).toEqual([
    "Deployment satellite: container satellite: SATELLITE_GRPC_CA_PEM_PATH is not read; give SATELLITE_grpc_CA_PEM_PATH",
    "Deployment satellite: container satellite: SATELLITE_grpc_CA_PEM_PATH is not set",
  ]);
  expect(findingsIn(satelliteTrustsItsCa, satelliteTrustsItsCa.good)).toEqual([]);
});
