import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { satelliteCpuIsWhole } from "./satellite-cpu-is-whole";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(satelliteCpuIsWhole, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(satelliteCpuIsWhole, satelliteCpuIsWhole.bad)).toEqual([
    "Deployment satellite: container satellite: resources.limits.cpu is 1500m; give a whole number",
  ]);
  expect(findingsIn(satelliteCpuIsWhole, satelliteCpuIsWhole.good)).toEqual([]);
});
