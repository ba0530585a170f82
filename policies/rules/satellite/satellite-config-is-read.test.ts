import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { satelliteConfigIsRead } from "./satellite-config-is-read";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(satelliteConfigIsRead, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(satelliteConfigIsRead, satelliteConfigIsRead.bad)).toEqual([
    "Deployment satellite: container satellite mounts /skywalking/config/satellite_config.yaml, where nothing is read; give /skywalking/configs",
  ]);
  expect(findingsIn(satelliteConfigIsRead, satelliteConfigIsRead.good)).toEqual([]);
});
