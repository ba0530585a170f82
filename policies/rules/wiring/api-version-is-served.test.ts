import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { apiVersionIsServed } from "./api-version-is-served";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(apiVersionIsServed, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(apiVersionIsServed, apiVersionIsServed.bad)).toEqual([
    "PodDisruptionBudget oap: apiVersion is policy/v1beta1, which Kubernetes 1.25 removed",
  ]);
  expect(findingsIn(apiVersionIsServed, apiVersionIsServed.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      apiVersionIsServed,
      broken(
        "PodDisruptionBudget skywalking-ui",
        (manifest) => (manifest.apiVersion = "policy/v1beta1"),
      ),
    ),
  ).toEqual([
    "PodDisruptionBudget skywalking-ui: apiVersion is policy/v1beta1, which Kubernetes 1.25 removed",
  ]);
});
