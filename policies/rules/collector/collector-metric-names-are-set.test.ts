import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { collectorMetricNamesAreSet } from "./collector-metric-names-are-set";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(collectorMetricNamesAreSet, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(collectorMetricNamesAreSet, collectorMetricNamesAreSet.bad)).toEqual([
    "Deployment collector: container collector: the prometheus reader of its metrics does not set without_type_suffix",
    "Deployment collector: container collector: the prometheus reader of its metrics does not set without_units",
    "Deployment collector: container collector: the prometheus reader of its metrics does not set without_scope_info",
  ]);
  expect(findingsIn(collectorMetricNamesAreSet, collectorMetricNamesAreSet.good)).toEqual([]);
});
