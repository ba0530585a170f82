import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noIngressSnippet } from "./no-ingress-snippet";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(noIngressSnippet, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noIngressSnippet, noIngressSnippet.bad)).toEqual([
    "Ingress page: it has the annotation nginx.ingress.kubernetes.io/server-snippet",
  ]);
  expect(findingsIn(noIngressSnippet, noIngressSnippet.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      noIngressSnippet,
      broken(
        "Ingress skywalking-ui",
        ({ metadata }) =>
          (metadata.annotations["nginx.ingress.kubernetes.io/configuration-snippet"] = "deny all;"),
      ),
    ),
  ).toEqual([
    "Ingress skywalking-ui: it has the annotation nginx.ingress.kubernetes.io/configuration-snippet",
  ]);
});
