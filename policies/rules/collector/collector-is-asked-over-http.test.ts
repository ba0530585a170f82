import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { collectorIsAskedOverHttp } from "./collector-is-asked-over-http";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(collectorIsAskedOverHttp, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(collectorIsAskedOverHttp, collectorIsAskedOverHttp.bad)).toEqual([
    "Deployment collector: container collector: livenessProbe runs a command, and the image has none; give httpGet",
  ]);
  expect(findingsIn(collectorIsAskedOverHttp, collectorIsAskedOverHttp.good)).toEqual([]);
});
