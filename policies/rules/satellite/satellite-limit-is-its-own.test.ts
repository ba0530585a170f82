import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { satelliteLimitIsItsOwn } from "./satellite-limit-is-its-own";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(satelliteLimitIsItsOwn, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(satelliteLimitIsItsOwn, satelliteLimitIsItsOwn.bad)).toEqual([
    "Deployment satellite: container satellite: SATELLITE_GRPC_ACCEPT_LIMIT_CPU_UTILIZATION is 75, and measures the node; give 101",
  ]);
  expect(findingsIn(satelliteLimitIsItsOwn, satelliteLimitIsItsOwn.good)).toEqual([]);
});
