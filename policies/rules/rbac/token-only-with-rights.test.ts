import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { tokenOnlyWithRights } from "./token-only-with-rights";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(tokenOnlyWithRights, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(tokenOnlyWithRights, tokenOnlyWithRights.bad)).toEqual([
    "Deployment oap: its pods have a token, and ServiceAccount oap has no rights; set automountServiceAccountToken: false",
  ]);
  expect(findingsIn(tokenOnlyWithRights, tokenOnlyWithRights.good)).toEqual([]);
});

test("finds what is broken in the real platform", () => {
  expect(
    findingsIn(
      tokenOnlyWithRights,
      broken(
        "Deployment skywalking-ui",
        ({ spec }) => (spec.template.spec.automountServiceAccountToken = true),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-ui: its pods have a token, and ServiceAccount skywalking-ui has no rights; set automountServiceAccountToken: false",
  ]);
  expect(
    findingsIn(
      tokenOnlyWithRights,
      broken(
        "Deployment skywalking-oap",
        ({ spec }) => (spec.template.spec.automountServiceAccountToken = false),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-oap: ServiceAccount skywalking-oap has rights, and its pods have no token",
  ]);
});
