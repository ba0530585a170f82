import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { satelliteHasOwnName } from "./satellite-has-own-name";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(satelliteHasOwnName, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(satelliteHasOwnName, satelliteHasOwnName.bad)).toEqual([
    "Deployment satellite: container satellite: SATELLITE_TELEMETRY_INSTANCE is not metadata.name",
  ]);
  expect(findingsIn(satelliteHasOwnName, satelliteHasOwnName.good)).toEqual([]);
});
