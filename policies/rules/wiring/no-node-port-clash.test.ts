import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { noNodePortClash } from "./no-node-port-clash";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(noNodePortClash, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noNodePortClash, noNodePortClash.bad)).toEqual([
    "Service oap: nodePort 31180 is also that of Service oap-external",
    "Service oap-external: nodePort 31180 is also that of Service oap",
  ]);
  expect(findingsIn(noNodePortClash, noNodePortClash.good)).toEqual([]);
});
