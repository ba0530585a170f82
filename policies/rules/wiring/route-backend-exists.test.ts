import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { routeBackendExists } from "./route-backend-exists";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(routeBackendExists, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(routeBackendExists, routeBackendExists.bad)).toEqual([
    "GRPCRoute oap: backend Service oap has no port 12800, only 11800",
  ]);
  expect(findingsIn(routeBackendExists, routeBackendExists.good)).toEqual([]);
});
