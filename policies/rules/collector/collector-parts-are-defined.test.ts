import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { collectorPartsAreDefined } from "./collector-parts-are-defined";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(collectorPartsAreDefined, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(collectorPartsAreDefined, collectorPartsAreDefined.bad)).toEqual([
    "Deployment collector: container collector: pipeline traces names jaeger, which is not among the receivers",
  ]);
  expect(findingsIn(collectorPartsAreDefined, collectorPartsAreDefined.good)).toEqual([]);
});
