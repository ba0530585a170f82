import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noSecretRights } from "./no-secret-rights";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(noSecretRights, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noSecretRights, noSecretRights.bad)).toEqual([
    "Role oap: it grants list secrets",
  ]);
  expect(findingsIn(noSecretRights, noSecretRights.good)).toEqual([]);
});

test("finds what is broken in the real platform", () => {
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
