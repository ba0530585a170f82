import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { ingressHasTls } from "./ingress-has-tls";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(ingressHasTls, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(ingressHasTls, ingressHasTls.bad)).toEqual([
    "Ingress page: spec.tls has no entry for the host tracing.example.com",
  ]);
  expect(findingsIn(ingressHasTls, ingressHasTls.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      ingressHasTls,
      broken("Ingress skywalking-ui", ({ spec }) => delete spec.tls),
    ),
  ).toEqual(["Ingress skywalking-ui: spec.tls has no entry for the host tracing.example.com"]);
  expect(
    findingsIn(
      ingressHasTls,
      broken("Ingress skywalking-ui", ({ spec }) => (spec.rules[0].host = "other.example.com")),
    ),
  ).toEqual(["Ingress skywalking-ui: spec.tls has no entry for the host other.example.com"]);
});
