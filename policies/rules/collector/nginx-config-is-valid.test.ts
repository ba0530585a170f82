import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { nginxConfigIsValid } from "./nginx-config-is-valid";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(nginxConfigIsValid, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(nginxConfigIsValid, nginxConfigIsValid.bad)).toEqual([
    "Deployment gateway: container nginx: nginx.conf is not well formed: a semicolon or a brace is missing or too many",
  ]);
  expect(findingsIn(nginxConfigIsValid, nginxConfigIsValid.good)).toEqual([]);
});
