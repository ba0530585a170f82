import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { satelliteCapacityFits } from "./satellite-capacity-fits";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(satelliteCapacityFits, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(satelliteCapacityFits, satelliteCapacityFits.bad)).toEqual([
    "Deployment satellite: container satellite: there may be 8 pods for 1 OAP; give 4 or less",
  ]);
  expect(findingsIn(satelliteCapacityFits, satelliteCapacityFits.good)).toEqual([]);
});
