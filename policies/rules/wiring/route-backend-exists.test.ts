import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { routeBackendExists } from "./route-backend-exists";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(routeBackendExists, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(routeBackendExists, routeBackendExists.bad)).toEqual([
    "GRPCRoute oap: backend Service oap has no port 12800, only 11800",
  ]);
  expect(findingsIn(routeBackendExists, routeBackendExists.good)).toEqual([]);
});
