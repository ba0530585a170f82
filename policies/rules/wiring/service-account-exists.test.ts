import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { serviceAccountExists } from "./service-account-exists";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(serviceAccountExists, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(serviceAccountExists, serviceAccountExists.bad)).toEqual([
    "Deployment oap: serviceAccountName is oap, and no such ServiceAccount is in its namespace",
  ]);
  expect(findingsIn(serviceAccountExists, serviceAccountExists.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      serviceAccountExists,
      broken(
        "Deployment skywalking-ui",
        ({ spec }) => (spec.template.spec.serviceAccountName = "ui"),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-ui: serviceAccountName is ui, and no such ServiceAccount is in its namespace",
  ]);
});
