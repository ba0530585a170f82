import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { meshNamespacesAreLetIn } from "./mesh-namespaces-are-let-in";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(meshNamespacesAreLetIn, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(meshNamespacesAreLetIn, meshNamespacesAreLetIn.bad)).toEqual([
    "ConfigMap istio: pods of namespace shop send to port 11800 of Deployment satellite, which does not let them in",
  ]);
  expect(findingsIn(meshNamespacesAreLetIn, meshNamespacesAreLetIn.good)).toEqual([]);
});
