import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noDefaultPassword } from "./no-default-password";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(noDefaultPassword, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noDefaultPassword, noDefaultPassword.bad)).toEqual([
    "Secret es: password is a well-known password",
  ]);
  expect(findingsIn(noDefaultPassword, noDefaultPassword.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      noDefaultPassword,
      broken(
        "Secret skywalking-elasticsearch-client",
        ({ stringData }) => (stringData.password = "changeme"),
      ),
    ),
  ).toEqual(["Secret skywalking-elasticsearch-client: password is a well-known password"]);
  expect(
    findingsIn(
      noDefaultPassword,
      broken(
        "Secret skywalking-elasticsearch-client",
        ({ stringData }) => (stringData.password = "a-canary"),
      ),
    ),
  ).toEqual(["Secret skywalking-elasticsearch-client: password has less than 16 characters"]);
});
