import { expect, test } from "vitest";
import type { Manifest } from "../../objects";
import { broken, findingsIn, platform } from "../../testing";
import { oapDatabaseHasOwnPassword } from "./oap-database-has-own-password";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(oapDatabaseHasOwnPassword, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapDatabaseHasOwnPassword, oapDatabaseHasOwnPassword.bad)).toEqual([
    "Deployment oap: container oap: SW_DATA_SOURCE_USER is not set, so the published default is used",
    "Deployment oap: container oap: SW_DATA_SOURCE_PASSWORD is not set, so the published default is used",
  ]);
  expect(findingsIn(oapDatabaseHasOwnPassword, oapDatabaseHasOwnPassword.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      oapDatabaseHasOwnPassword,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "SW_STORAGE").value = "postgresql";
      }),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: SW_DATA_SOURCE_USER is not set, so the published default is used",
    "Deployment skywalking-oap: container oap: SW_DATA_SOURCE_PASSWORD is not set, so the published default is used",
  ]);
});
