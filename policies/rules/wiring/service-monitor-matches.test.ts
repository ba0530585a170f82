import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { serviceMonitorMatches } from "./service-monitor-matches";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(serviceMonitorMatches, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(serviceMonitorMatches, serviceMonitorMatches.bad)).toEqual([
    "ServiceMonitor oap: endpoint port metrics is not a port of what spec.selector matches",
  ]);
  expect(findingsIn(serviceMonitorMatches, serviceMonitorMatches.good)).toEqual([]);
});
