import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { satelliteProbesItself } from "./satellite-probes-itself";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(satelliteProbesItself, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(satelliteProbesItself, satelliteProbesItself.bad)).toEqual([
    "Deployment satellite: container satellite: readinessProbe asks port 11800, and it listens at 11801 and 1234",
  ]);
  expect(findingsIn(satelliteProbesItself, satelliteProbesItself.good)).toEqual([]);
});
