import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { nginxConfigIsValid } from "./nginx-config-is-valid";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(nginxConfigIsValid, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(nginxConfigIsValid, nginxConfigIsValid.bad)).toEqual([
    "Deployment gateway: container nginx: nginx.conf is not well formed: a semicolon or a brace is missing or too many",
  ]);
  expect(findingsIn(nginxConfigIsValid, nginxConfigIsValid.good)).toEqual([]);
});
