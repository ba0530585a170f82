import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { jaegerCleansUp } from "./jaeger-cleans-up";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(jaegerCleansUp, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(jaegerCleansUp, jaegerCleansUp.bad)).toEqual([
    "Deployment jaeger: no CronJob deletes its old indexes, and it does not use ILM",
  ]);
  expect(findingsIn(jaegerCleansUp, jaegerCleansUp.good)).toEqual([]);
});
