import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { nginxFollowsPods } from "./nginx-follows-pods";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(nginxFollowsPods, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(nginxFollowsPods, nginxFollowsPods.bad)).toEqual([
    "Deployment gateway: upstream oap: server oap.tracing.svc:11800 has no resolve",
    "Deployment gateway: upstream oap has no zone",
    "Deployment gateway: upstream oap: there is no resolver",
  ]);
  expect(findingsIn(nginxFollowsPods, nginxFollowsPods.good)).toEqual([]);
});
