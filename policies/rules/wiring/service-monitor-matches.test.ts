import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { serviceMonitorMatches } from "./service-monitor-matches";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(serviceMonitorMatches, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(serviceMonitorMatches, serviceMonitorMatches.bad)).toEqual([
    "ServiceMonitor oap: endpoint port metrics is not a port of what spec.selector matches",
  ]);
  expect(findingsIn(serviceMonitorMatches, serviceMonitorMatches.good)).toEqual([]);
});
