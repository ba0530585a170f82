import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { satelliteCapacityFits } from "./satellite-capacity-fits";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(satelliteCapacityFits, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(satelliteCapacityFits, satelliteCapacityFits.bad)).toEqual([
    "Deployment satellite: container satellite: there may be 8 pods for 1 OAP; give 4 or less",
  ]);
  expect(findingsIn(satelliteCapacityFits, satelliteCapacityFits.good)).toEqual([]);
});
