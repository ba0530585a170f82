import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { noIngressPathClash } from "./no-ingress-path-clash";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(noIngressPathClash, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noIngressPathClash, noIngressPathClash.bad)).toEqual([
    "Ingress oap: tracing.example.com/ is also answered by Ingress ui",
    "Ingress ui: tracing.example.com/ is also answered by Ingress oap",
  ]);
  expect(findingsIn(noIngressPathClash, noIngressPathClash.good)).toEqual([]);
});
