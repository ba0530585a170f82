import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { satelliteQueueSurvives } from "./satellite-queue-survives";

test("finds nothing in the valid platform", () => {
  expect(findingsIn(satelliteQueueSurvives, platform())).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(satelliteQueueSurvives, satelliteQueueSurvives.bad)).toEqual([
    "Deployment satellite: container satellite: its queue is in memory, and there is 1 pod; give 2 or more",
  ]);
  expect(findingsIn(satelliteQueueSurvives, satelliteQueueSurvives.good)).toEqual([]);
});
