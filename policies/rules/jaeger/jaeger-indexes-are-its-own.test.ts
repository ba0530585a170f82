import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { jaegerIndexesAreItsOwn } from "./jaeger-indexes-are-its-own";

test("finds nothing in the valid platform", () => {
  expect(findingsIn(jaegerIndexesAreItsOwn, platform())).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(jaegerIndexesAreItsOwn, jaegerIndexesAreItsOwn.bad)).toEqual([
    "Deployment jaeger: its indexes have 0 copies; give 1 or more",
  ]);
  expect(findingsIn(jaegerIndexesAreItsOwn, jaegerIndexesAreItsOwn.good)).toEqual([]);
});
