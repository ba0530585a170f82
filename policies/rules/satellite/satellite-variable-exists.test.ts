import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { satelliteVariableExists } from "./satellite-variable-exists";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(satelliteVariableExists, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(satelliteVariableExists, satelliteVariableExists.bad)).toEqual([
    "Deployment satellite: container satellite: Satellite 1.3 does not read SATELLITE_QUEUE_PARTITIONS; give SATELLITE_QUEUE_PARTITION, if that is meant",
  ]);
  expect(findingsIn(satelliteVariableExists, satelliteVariableExists.good)).toEqual([]);
});
