import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { satelliteHasOwnName } from "./satellite-has-own-name";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(satelliteHasOwnName, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(satelliteHasOwnName, satelliteHasOwnName.bad)).toEqual([
    "Deployment satellite: container satellite: SATELLITE_TELEMETRY_INSTANCE is not metadata.name",
  ]);
  expect(findingsIn(satelliteHasOwnName, satelliteHasOwnName.good)).toEqual([]);
});
