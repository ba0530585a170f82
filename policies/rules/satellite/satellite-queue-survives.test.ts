import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { satelliteQueueSurvives } from "./satellite-queue-survives";

test.each(["prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(satelliteQueueSurvives, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(satelliteQueueSurvives, satelliteQueueSurvives.bad)).toEqual([
    "Deployment satellite: container satellite: its queue is in memory, and there is 1 pod; give 2 or more",
  ]);
  expect(findingsIn(satelliteQueueSurvives, satelliteQueueSurvives.good)).toEqual([]);
});
