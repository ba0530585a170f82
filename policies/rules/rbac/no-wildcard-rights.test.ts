import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noWildcardRights } from "./no-wildcard-rights";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(noWildcardRights, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noWildcardRights, noWildcardRights.bad)).toEqual([
    "Role oap: rules[0].resources is *",
  ]);
  expect(findingsIn(noWildcardRights, noWildcardRights.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      noWildcardRights,
      broken("Role skywalking-oap", ({ rules }) => (rules[0].verbs = ["*"])),
    ),
  ).toEqual(["Role skywalking-oap: rules[0].verbs is *"]);
  expect(
    findingsIn(
      noWildcardRights,
      broken("Role skywalking-oap", ({ rules }) => (rules[0].apiGroups = ["*"])),
    ),
  ).toEqual(["Role skywalking-oap: rules[0].apiGroups is *"]);
});
