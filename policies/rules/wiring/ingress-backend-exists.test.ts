import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { ingressBackendExists } from "./ingress-backend-exists";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(ingressBackendExists, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(ingressBackendExists, ingressBackendExists.bad)).toEqual([
    "Ingress oap: backend Service oap has no port 12800, only 11800",
  ]);
  expect(findingsIn(ingressBackendExists, ingressBackendExists.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
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
