import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { satelliteProbesItself } from "./satellite-probes-itself";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(satelliteProbesItself, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(satelliteProbesItself, satelliteProbesItself.bad)).toEqual([
    "Deployment satellite: container satellite: readinessProbe asks port 11800, and it listens at 11801 and 1234",
  ]);
  expect(findingsIn(satelliteProbesItself, satelliteProbesItself.good)).toEqual([]);
});
