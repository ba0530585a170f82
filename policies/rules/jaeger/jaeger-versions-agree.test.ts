import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { jaegerVersionsAgree } from "./jaeger-versions-agree";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(jaegerVersionsAgree, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(jaegerVersionsAgree, jaegerVersionsAgree.bad)).toEqual([
    "Deployment collector: container jaeger runs Jaeger 2.20, and Deployment query runs 2.19",
    "Deployment query: container jaeger runs Jaeger 2.19, and Deployment collector runs 2.20",
  ]);
  expect(findingsIn(jaegerVersionsAgree, jaegerVersionsAgree.good)).toEqual([]);
});
