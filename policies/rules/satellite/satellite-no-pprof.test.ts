import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { satelliteNoPprof } from "./satellite-no-pprof";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(satelliteNoPprof, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(satelliteNoPprof, satelliteNoPprof.bad)).toEqual([
    "Deployment satellite: container satellite: SATELLITE_TELEMETRY_EXPORT_TYPE is prometheus,pprof; leave pprof out",
  ]);
  expect(findingsIn(satelliteNoPprof, satelliteNoPprof.good)).toEqual([]);
});
