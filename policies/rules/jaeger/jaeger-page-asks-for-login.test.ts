import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { jaegerPageAsksForLogin } from "./jaeger-page-asks-for-login";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(jaegerPageAsksForLogin, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(jaegerPageAsksForLogin, jaegerPageAsksForLogin.bad)).toEqual([
    "Ingress jaeger: it publishes port 16686 of Deployment jaeger without TLS and a login",
  ]);
  expect(findingsIn(jaegerPageAsksForLogin, jaegerPageAsksForLogin.good)).toEqual([]);
});
