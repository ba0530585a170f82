import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { satelliteScalesBeforeItRefuses } from "./satellite-scales-before-it-refuses";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(satelliteScalesBeforeItRefuses, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(satelliteScalesBeforeItRefuses, satelliteScalesBeforeItRefuses.bad)).toEqual([
    "HorizontalPodAutoscaler satellite: it scales at 80 % CPU, and Satellite refuses connections at 75 %",
  ]);
  expect(findingsIn(satelliteScalesBeforeItRefuses, satelliteScalesBeforeItRefuses.good)).toEqual(
    [],
  );
});
