import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { jaegerHasOwnGroup } from "./jaeger-has-own-group";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(jaegerHasOwnGroup, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(jaegerHasOwnGroup, jaegerHasOwnGroup.bad)).toEqual([
    "Deployment jaeger: container jaeger has no runAsGroup, and runs in the group of root",
  ]);
  expect(findingsIn(jaegerHasOwnGroup, jaegerHasOwnGroup.good)).toEqual([]);
});
