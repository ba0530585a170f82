import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noExternalIps } from "./no-external-ips";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(noExternalIps, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noExternalIps, noExternalIps.bad)).toEqual([
    "Service oap: spec.externalIPs is not empty",
  ]);
  expect(findingsIn(noExternalIps, noExternalIps.good)).toEqual([]);
});

test("finds what is broken in the real platform", () => {
  expect(
    findingsIn(
      noExternalIps,
      broken("Service skywalking-ui", ({ spec }) => (spec.externalIPs = ["203.0.113.7"])),
    ),
  ).toEqual(["Service skywalking-ui: spec.externalIPs is not empty"]);
});
