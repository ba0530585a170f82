import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { jaegerNoAgent } from "./jaeger-no-agent";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(jaegerNoAgent, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(jaegerNoAgent, jaegerNoAgent.bad)).toEqual([
    "DaemonSet jaeger-agent: container agent runs docker.io/jaegertracing/jaeger-agent:1.62.0, which has come to its end",
  ]);
  expect(findingsIn(jaegerNoAgent, jaegerNoAgent.good)).toEqual([]);
});
