import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { noNodePortClash } from "./no-node-port-clash";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(noNodePortClash, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noNodePortClash, noNodePortClash.bad)).toEqual([
    "Service oap: nodePort 31180 is also that of Service oap-external",
    "Service oap-external: nodePort 31180 is also that of Service oap",
  ]);
  expect(findingsIn(noNodePortClash, noNodePortClash.good)).toEqual([]);
});
