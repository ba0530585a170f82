import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noExternalIps } from "./no-external-ips";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(noExternalIps, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noExternalIps, noExternalIps.bad)).toEqual([
    "Service oap: spec.externalIPs is not empty",
  ]);
  expect(findingsIn(noExternalIps, noExternalIps.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      noExternalIps,
      broken("Service skywalking-ui", ({ spec }) => (spec.externalIPs = ["203.0.113.7"])),
    ),
  ).toEqual(["Service skywalking-ui: spec.externalIPs is not empty"]);
});
