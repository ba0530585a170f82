import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { satelliteCpuIsWhole } from "./satellite-cpu-is-whole";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(satelliteCpuIsWhole, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(satelliteCpuIsWhole, satelliteCpuIsWhole.bad)).toEqual([
    "Deployment satellite: container satellite: resources.limits.cpu is 1500m; give a whole number",
  ]);
  expect(findingsIn(satelliteCpuIsWhole, satelliteCpuIsWhole.good)).toEqual([]);
});
