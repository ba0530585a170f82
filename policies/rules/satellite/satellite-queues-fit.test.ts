import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { satelliteQueuesFit } from "./satellite-queues-fit";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(satelliteQueuesFit, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(satelliteQueuesFit, satelliteQueuesFit.bad)).toEqual([
    "Deployment satellite: container satellite: full queues take 1172 MiB, more than 60 % of 512Mi",
  ]);
  expect(findingsIn(satelliteQueuesFit, satelliteQueuesFit.good)).toEqual([]);
});
