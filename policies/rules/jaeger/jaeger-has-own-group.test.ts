import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { jaegerHasOwnGroup } from "./jaeger-has-own-group";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(jaegerHasOwnGroup, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(jaegerHasOwnGroup, jaegerHasOwnGroup.bad)).toEqual([
    "Deployment jaeger: container jaeger has no runAsGroup, and runs in the group of root",
  ]);
  expect(findingsIn(jaegerHasOwnGroup, jaegerHasOwnGroup.good)).toEqual([]);
});
