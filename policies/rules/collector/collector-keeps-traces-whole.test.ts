import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { collectorKeepsTracesWhole } from "./collector-keeps-traces-whole";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(collectorKeepsTracesWhole, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(collectorKeepsTracesWhole, collectorKeepsTracesWhole.bad)).toEqual([
    "Deployment collector: container collector samples whole traces, there may be 2 pods, and no Collector sends by traceID",
  ]);
  expect(findingsIn(collectorKeepsTracesWhole, collectorKeepsTracesWhole.good)).toEqual([]);
});
