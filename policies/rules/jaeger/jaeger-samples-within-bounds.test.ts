import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { jaegerSamplesWithinBounds } from "./jaeger-samples-within-bounds";

test.each(["prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(jaegerSamplesWithinBounds, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(jaegerSamplesWithinBounds, jaegerSamplesWithinBounds.bad)).toEqual([
    "Deployment jaeger: container jaeger: a sampling probability is 1; give 0.5 or less",
  ]);
  expect(findingsIn(jaegerSamplesWithinBounds, jaegerSamplesWithinBounds.good)).toEqual([]);
});
