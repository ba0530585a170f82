import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { jaegerVersionsAgree } from "./jaeger-versions-agree";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(jaegerVersionsAgree, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(jaegerVersionsAgree, jaegerVersionsAgree.bad)).toEqual([
    "Deployment collector: container jaeger runs Jaeger 2.20, and Deployment query runs 2.19",
    "Deployment query: container jaeger runs Jaeger 2.19, and Deployment collector runs 2.20",
  ]);
  expect(findingsIn(jaegerVersionsAgree, jaegerVersionsAgree.good)).toEqual([]);
});
