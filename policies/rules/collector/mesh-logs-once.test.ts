import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { meshLogsOnce } from "./mesh-logs-once";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(meshLogsOnce, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(meshLogsOnce, meshLogsOnce.bad)).toEqual([
    "Telemetry logs: its accessLogging (envoy) switches envoyAccessLogService off in istio-system",
  ]);
  expect(findingsIn(meshLogsOnce, meshLogsOnce.good)).toEqual([]);
});
