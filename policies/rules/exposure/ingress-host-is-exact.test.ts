import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { ingressHostIsExact } from "./ingress-host-is-exact";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(ingressHostIsExact, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(ingressHostIsExact, ingressHostIsExact.bad)).toEqual([
    "Ingress page: the host *.example.com is a wildcard",
  ]);
  expect(findingsIn(ingressHostIsExact, ingressHostIsExact.good)).toEqual([]);
});

test("finds what is broken in the real platform", () => {
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
