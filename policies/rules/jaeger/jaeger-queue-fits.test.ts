import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { jaegerQueueFits } from "./jaeger-queue-fits";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(jaegerQueueFits, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(jaegerQueueFits, jaegerQueueFits.bad)).toEqual([
    "Deployment jaeger: container jaeger: a full queue takes 1954 MiB, more than 50 % of 1Gi",
    "Deployment jaeger: container jaeger: it has 50 workers for 1000000 places; give 20000",
  ]);
  expect(findingsIn(jaegerQueueFits, jaegerQueueFits.good)).toEqual([]);
});
