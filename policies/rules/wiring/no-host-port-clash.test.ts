import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { noHostPortClash } from "./no-host-port-clash";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(noHostPortClash, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noHostPortClash, noHostPortClash.bad)).toEqual([
    "DaemonSet jaeger-agent: host port 6831/UDP is also that of DaemonSet otel-agent",
    "DaemonSet otel-agent: host port 6831/UDP is also that of DaemonSet jaeger-agent",
  ]);
  expect(findingsIn(noHostPortClash, noHostPortClash.good)).toEqual([]);
});
