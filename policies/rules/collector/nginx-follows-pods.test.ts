import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { nginxFollowsPods } from "./nginx-follows-pods";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(nginxFollowsPods, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(nginxFollowsPods, nginxFollowsPods.bad)).toEqual([
    "Deployment gateway: upstream oap: server oap.tracing.svc:11800 has no resolve",
    "Deployment gateway: upstream oap has no zone",
    "Deployment gateway: upstream oap: there is no resolver",
  ]);
  expect(findingsIn(nginxFollowsPods, nginxFollowsPods.good)).toEqual([]);
});
