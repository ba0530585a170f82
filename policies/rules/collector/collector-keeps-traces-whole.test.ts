import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
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
