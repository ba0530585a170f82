import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { satelliteTrustsItsCa } from "./satellite-trusts-its-ca";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(satelliteTrustsItsCa, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(satelliteTrustsItsCa, satelliteTrustsItsCa.bad)).toEqual([
    "Deployment satellite: container satellite: SATELLITE_GRPC_CA_PEM_PATH is not read; give SATELLITE_grpc_CA_PEM_PATH",
    "Deployment satellite: container satellite: SATELLITE_grpc_CA_PEM_PATH is not set",
  ]);
  expect(findingsIn(satelliteTrustsItsCa, satelliteTrustsItsCa.good)).toEqual([]);
});
