import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { collectorMetricNamesAreSet } from "./collector-metric-names-are-set";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(collectorMetricNamesAreSet, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(collectorMetricNamesAreSet, collectorMetricNamesAreSet.bad)).toEqual([
    "Deployment collector: container collector: the prometheus reader of its metrics does not set without_type_suffix",
    "Deployment collector: container collector: the prometheus reader of its metrics does not set without_units",
    "Deployment collector: container collector: the prometheus reader of its metrics does not set without_scope_info",
  ]);
  expect(findingsIn(collectorMetricNamesAreSet, collectorMetricNamesAreSet.good)).toEqual([]);
});
