import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { collectorWith } from "./examples";
import { collectorKeepsTracesWhole } from "./collector-keeps-traces-whole";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(collectorKeepsTracesWhole, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(collectorKeepsTracesWhole, collectorKeepsTracesWhole.bad)).toEqual([
    "Deployment collector: container collector samples whole traces, there may be 2 pods, and no Collector sends by traceID",
  ]);
  expect(findingsIn(collectorKeepsTracesWhole, collectorKeepsTracesWhole.good)).toEqual([]);
});

test.each(["loadbalancing", "load_balancing"])("finds nothing behind %s by traceID", (name) => {
  const front = collectorWith({ exporters: `${name}: { routing_key: traceID }` });
  const named = JSON.stringify(front).replaceAll('"collector"', '"front"');
  const both = [...collectorKeepsTracesWhole.bad, ...JSON.parse(named)];
  expect(findingsIn(collectorKeepsTracesWhole, both)).toEqual([]);
});
