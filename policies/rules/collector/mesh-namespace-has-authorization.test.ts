import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { meshNamespaceHasAuthorization } from "./mesh-namespace-has-authorization";

test("finds nothing in the valid platform", () => {
  expect(findingsIn(meshNamespaceHasAuthorization, platform())).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(meshNamespaceHasAuthorization, meshNamespaceHasAuthorization.bad)).toEqual([
    "Namespace tracing: it is in the mesh, and has no AuthorizationPolicy",
  ]);
  expect(findingsIn(meshNamespaceHasAuthorization, meshNamespaceHasAuthorization.good)).toEqual([]);
});
