import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { ingressHostIsExact } from "./ingress-host-is-exact";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(ingressHostIsExact, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(ingressHostIsExact, ingressHostIsExact.bad)).toEqual([
    "Ingress page: the host *.example.com is a wildcard",
  ]);
  expect(findingsIn(ingressHostIsExact, ingressHostIsExact.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      ingressHostIsExact,
      broken("Ingress skywalking-ui", ({ spec }) => (spec.rules[0].host = "*.example.com")),
    ),
  ).toEqual(["Ingress skywalking-ui: the host *.example.com is a wildcard"]);
  expect(
    findingsIn(
      ingressHostIsExact,
      broken("Ingress skywalking-ui", ({ spec }) => delete spec.rules[0].host),
    ),
  ).toEqual(["Ingress skywalking-ui: a rule has no host"]);
});
