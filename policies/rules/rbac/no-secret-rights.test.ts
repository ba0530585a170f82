import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noSecretRights } from "./no-secret-rights";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(noSecretRights, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noSecretRights, noSecretRights.bad)).toEqual([
    "Role oap: it grants list secrets",
  ]);
  expect(findingsIn(noSecretRights, noSecretRights.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      noSecretRights,
      broken("Role skywalking-oap", ({ rules }) => rules[0].resources.push("secrets")),
    ),
  ).toEqual([
    "Role skywalking-oap: it grants get secrets",
    "Role skywalking-oap: it grants list secrets",
    "Role skywalking-oap: it grants watch secrets",
  ]);
});
