import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { jaegerAgentIsLocal } from "./jaeger-agent-is-local";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(jaegerAgentIsLocal, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(jaegerAgentIsLocal, jaegerAgentIsLocal.bad)).toEqual([
    "Service jaeger-agent: spec.internalTrafficPolicy is Cluster in front of DaemonSet jaeger-agent; give Local",
  ]);
  expect(findingsIn(jaegerAgentIsLocal, jaegerAgentIsLocal.good)).toEqual([]);
});
