import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { collectorIsAskedOverHttp } from "./collector-is-asked-over-http";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(collectorIsAskedOverHttp, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(collectorIsAskedOverHttp, collectorIsAskedOverHttp.bad)).toEqual([
    "Deployment collector: container collector: livenessProbe runs a command, and the image has none; give httpGet",
  ]);
  expect(findingsIn(collectorIsAskedOverHttp, collectorIsAskedOverHttp.good)).toEqual([]);
});
