import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { satelliteConfigIsRead } from "./satellite-config-is-read";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(satelliteConfigIsRead, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(satelliteConfigIsRead, satelliteConfigIsRead.bad)).toEqual([
    "Deployment satellite: container satellite mounts /skywalking/config/satellite_config.yaml, where nothing is read; give /skywalking/configs",
  ]);
  expect(findingsIn(satelliteConfigIsRead, satelliteConfigIsRead.good)).toEqual([]);
});
