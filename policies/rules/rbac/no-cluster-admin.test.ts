import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noClusterAdmin } from "./no-cluster-admin";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(noClusterAdmin, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noClusterAdmin, noClusterAdmin.bad)).toEqual([
    "RoleBinding oap: roleRef is ClusterRole cluster-admin",
  ]);
  expect(findingsIn(noClusterAdmin, noClusterAdmin.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      noClusterAdmin,
      broken("RoleBinding skywalking-oap", ({ roleRef }) =>
        Object.assign(roleRef, { kind: "ClusterRole", name: "cluster-admin" }),
      ),
    ),
  ).toEqual(["RoleBinding skywalking-oap: roleRef is ClusterRole cluster-admin"]);
});
