import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { oapTokenNotBehindSatellite } from "./oap-token-not-behind-satellite";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(oapTokenNotBehindSatellite, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapTokenNotBehindSatellite, oapTokenNotBehindSatellite.bad)).toEqual([
    "Deployment oap: container oap: SW_AUTHENTICATION is set, and Deployment satellite does not send a token with every call",
  ]);
  expect(findingsIn(oapTokenNotBehindSatellite, oapTokenNotBehindSatellite.good)).toEqual([]);
});
