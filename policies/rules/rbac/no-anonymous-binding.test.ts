import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noAnonymousBinding } from "./no-anonymous-binding";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(noAnonymousBinding, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noAnonymousBinding, noAnonymousBinding.bad)).toEqual([
    "RoleBinding oap: its subject system:authenticated is everybody",
  ]);
  expect(findingsIn(noAnonymousBinding, noAnonymousBinding.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      noAnonymousBinding,
      broken("RoleBinding skywalking-oap", ({ subjects }) =>
        subjects.push({ kind: "Group", name: "system:unauthenticated" }),
      ),
    ),
  ).toEqual(["RoleBinding skywalking-oap: its subject system:unauthenticated is everybody"]);
});
