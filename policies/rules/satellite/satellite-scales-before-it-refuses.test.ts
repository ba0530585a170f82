import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { satelliteScalesBeforeItRefuses } from "./satellite-scales-before-it-refuses";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(satelliteScalesBeforeItRefuses, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(satelliteScalesBeforeItRefuses, satelliteScalesBeforeItRefuses.bad)).toEqual([
    "HorizontalPodAutoscaler satellite: it scales at 80 % CPU, and Satellite refuses connections at 75 %",
  ]);
  expect(findingsIn(satelliteScalesBeforeItRefuses, satelliteScalesBeforeItRefuses.good)).toEqual(
    [],
  );
});
