import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { jaegerSamplesWithinBounds } from "./jaeger-samples-within-bounds";

test("finds nothing in the valid platform", () => {
  expect(findingsIn(jaegerSamplesWithinBounds, platform())).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(jaegerSamplesWithinBounds, jaegerSamplesWithinBounds.bad)).toEqual([
    "Deployment jaeger: container jaeger: a sampling probability is 1; give 0.5 or less",
  ]);
  expect(findingsIn(jaegerSamplesWithinBounds, jaegerSamplesWithinBounds.good)).toEqual([]);
});
