import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { ingressBackendExists } from "./ingress-backend-exists";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(ingressBackendExists, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(ingressBackendExists, ingressBackendExists.bad)).toEqual([
    "Ingress oap: backend Service oap has no port 12800, only 11800",
  ]);
  expect(findingsIn(ingressBackendExists, ingressBackendExists.good)).toEqual([]);
});

test("finds what is broken in the real platform", () => {
  expect(
    findingsIn(
      ingressBackendExists,
      broken(
        "Ingress skywalking-ui",
        ({ spec }) => (spec.rules[0].http.paths[0].backend.service.port.number = 80),
      ),
    ),
  ).toEqual(["Ingress skywalking-ui: backend Service skywalking-ui has no port 80, only 8080"]);
  expect(
    findingsIn(
      ingressBackendExists,
      broken(
        "Ingress skywalking-ui",
        ({ spec }) => (spec.rules[0].http.paths[0].backend.service.name = "ui"),
      ),
    ),
  ).toEqual(["Ingress skywalking-ui: backend Service ui is not in its namespace"]);
});
