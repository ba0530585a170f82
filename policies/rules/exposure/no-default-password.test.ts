import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noDefaultPassword } from "./no-default-password";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(noDefaultPassword, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noDefaultPassword, noDefaultPassword.bad)).toEqual([
    "Secret es: password is a well-known password",
  ]);
  expect(findingsIn(noDefaultPassword, noDefaultPassword.good)).toEqual([]);
});

test("finds what is broken in the real platform", () => {
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
