import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { collectorLimitsMemoryFirst } from "./collector-limits-memory-first";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(collectorLimitsMemoryFirst, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(collectorLimitsMemoryFirst, collectorLimitsMemoryFirst.bad)).toEqual([
    "Deployment collector: container collector: the first processor of pipeline traces is not memory_limiter",
  ]);
  expect(findingsIn(collectorLimitsMemoryFirst, collectorLimitsMemoryFirst.good)).toEqual([]);
});
