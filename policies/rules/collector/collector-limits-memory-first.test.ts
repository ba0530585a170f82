import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { collectorLimitsMemoryFirst } from "./collector-limits-memory-first";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(collectorLimitsMemoryFirst, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(collectorLimitsMemoryFirst, collectorLimitsMemoryFirst.bad)).toEqual([
    "Deployment collector: container collector: the first processor of pipeline traces is not memory_limiter",
  ]);
  expect(findingsIn(collectorLimitsMemoryFirst, collectorLimitsMemoryFirst.good)).toEqual([]);
});
