import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { jaegerAgentIsLocal } from "./jaeger-agent-is-local";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(jaegerAgentIsLocal, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(jaegerAgentIsLocal, jaegerAgentIsLocal.bad)).toEqual([
    "Service jaeger-agent: spec.internalTrafficPolicy is Cluster in front of DaemonSet jaeger-agent; give Local",
  ]);
  expect(findingsIn(jaegerAgentIsLocal, jaegerAgentIsLocal.good)).toEqual([]);
});
