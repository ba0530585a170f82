import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { namespaceDeniesByDefault } from "./namespace-denies-by-default";

test("finds nothing in the valid platform", () => {
  expect(findingsIn(namespaceDeniesByDefault, platform())).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(namespaceDeniesByDefault, namespaceDeniesByDefault.bad)).toEqual([
    "Namespace tracing: no NetworkPolicy closes the ingress of all its pods",
    "Namespace tracing: no NetworkPolicy closes the egress of all its pods",
  ]);
  expect(findingsIn(namespaceDeniesByDefault, namespaceDeniesByDefault.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      namespaceDeniesByDefault,
      broken("NetworkPolicy default-deny", ({ spec }) => spec.policyTypes.pop()),
    ),
  ).toEqual(["Namespace tracing: no NetworkPolicy closes the egress of all its pods"]);
});
