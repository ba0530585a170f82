import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { satelliteVariableExists } from "./satellite-variable-exists";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(satelliteVariableExists, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(satelliteVariableExists, satelliteVariableExists.bad)).toEqual([
    "Deployment satellite: container satellite: Satellite 1.3 does not read SATELLITE_QUEUE_PARTITIONS; give SATELLITE_QUEUE_PARTITION, if that is meant",
  ]);
  expect(findingsIn(satelliteVariableExists, satelliteVariableExists.good)).toEqual([]);
});
