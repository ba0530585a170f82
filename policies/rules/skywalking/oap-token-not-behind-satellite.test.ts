import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { oapTokenNotBehindSatellite } from "./oap-token-not-behind-satellite";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(oapTokenNotBehindSatellite, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapTokenNotBehindSatellite, oapTokenNotBehindSatellite.bad)).toEqual([
    "Deployment oap: container oap: SW_AUTHENTICATION is set, and Deployment satellite does not send a token with every call",
  ]);
  expect(findingsIn(oapTokenNotBehindSatellite, oapTokenNotBehindSatellite.good)).toEqual([]);
});
