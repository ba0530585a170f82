import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { meshNamespaceHasAuthorization } from "./mesh-namespace-has-authorization";

test.each(["prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(meshNamespaceHasAuthorization, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(meshNamespaceHasAuthorization, meshNamespaceHasAuthorization.bad)).toEqual([
    "Namespace tracing: it is in the mesh, and has no AuthorizationPolicy",
  ]);
  expect(findingsIn(meshNamespaceHasAuthorization, meshNamespaceHasAuthorization.good)).toEqual([]);
});
