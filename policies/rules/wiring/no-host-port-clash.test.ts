import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { noHostPortClash } from "./no-host-port-clash";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(noHostPortClash, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noHostPortClash, noHostPortClash.bad)).toEqual([
    "DaemonSet jaeger-agent: host port 6831/UDP is also that of DaemonSet otel-agent",
    "DaemonSet otel-agent: host port 6831/UDP is also that of DaemonSet jaeger-agent",
  ]);
  expect(findingsIn(noHostPortClash, noHostPortClash.good)).toEqual([]);
});
