import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { meshLogsOnce } from "./mesh-logs-once";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(meshLogsOnce, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(meshLogsOnce, meshLogsOnce.bad)).toEqual([
    "Telemetry logs: its accessLogging (envoy) switches envoyAccessLogService off in istio-system",
  ]);
  expect(findingsIn(meshLogsOnce, meshLogsOnce.good)).toEqual([]);
});
