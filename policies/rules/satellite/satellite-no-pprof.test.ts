import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { satelliteNoPprof } from "./satellite-no-pprof";

test.each(["uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(satelliteNoPprof, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(satelliteNoPprof, satelliteNoPprof.bad)).toEqual([
    "Deployment satellite: container satellite: SATELLITE_TELEMETRY_EXPORT_TYPE is prometheus,pprof; leave pprof out",
  ]);
  expect(findingsIn(satelliteNoPprof, satelliteNoPprof.good)).toEqual([]);
});
