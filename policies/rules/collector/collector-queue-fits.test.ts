import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { collectorQueueFits } from "./collector-queue-fits";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(collectorQueueFits, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(collectorQueueFits, collectorQueueFits.bad)).toEqual([
    "Deployment collector: container collector: the full queue of exporter otlp takes 625 MiB, more than 50 % of 512Mi",
  ]);
  expect(findingsIn(collectorQueueFits, collectorQueueFits.good)).toEqual([]);
});
