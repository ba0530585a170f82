import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { roleBindingResolves } from "./role-binding-resolves";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(roleBindingResolves, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(roleBindingResolves, roleBindingResolves.bad)).toEqual([
    "RoleBinding oap: its subject ServiceAccount oap-server is not in namespace tracing",
  ]);
  expect(findingsIn(roleBindingResolves, roleBindingResolves.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      roleBindingResolves,
      broken("RoleBinding skywalking-oap", ({ subjects }) => (subjects[0].name = "oap")),
    ),
  ).toEqual([
    "RoleBinding skywalking-oap: its subject ServiceAccount oap is not in namespace tracing",
  ]);
  expect(
    findingsIn(
      roleBindingResolves,
      broken("RoleBinding skywalking-oap", ({ roleRef }) => (roleRef.name = "oap")),
    ),
  ).toEqual(["RoleBinding skywalking-oap: roleRef names Role oap, which is not there"]);
});

test("knows the role by which a server behind the API learns who asks, where every cluster has it", () => {
  const moved = broken(
    "RoleBinding uat-skywalking-metrics",
    ({ metadata }) => (metadata.namespace = "uat"),
    "uat",
  );
  expect(findingsIn(roleBindingResolves, moved)).toEqual([
    "RoleBinding uat-skywalking-metrics: roleRef names Role extension-apiserver-authentication-reader, which is not there",
  ]);
});
