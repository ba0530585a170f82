import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noBindingOfDefaultAccount } from "./no-binding-of-default-account";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(noBindingOfDefaultAccount, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noBindingOfDefaultAccount, noBindingOfDefaultAccount.bad)).toEqual([
    "RoleBinding oap: its subject is the ServiceAccount default of namespace tracing",
  ]);
  expect(findingsIn(noBindingOfDefaultAccount, noBindingOfDefaultAccount.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      noBindingOfDefaultAccount,
      broken("RoleBinding skywalking-oap", ({ subjects }) => (subjects[0].name = "default")),
    ),
  ).toEqual([
    "RoleBinding skywalking-oap: its subject is the ServiceAccount default of namespace tracing",
  ]);
});
