import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { tokenOnlyWithRights } from "./token-only-with-rights";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(tokenOnlyWithRights, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(tokenOnlyWithRights, tokenOnlyWithRights.bad)).toEqual([
    "Deployment oap: its pods have a token, and ServiceAccount oap has no rights; set automountServiceAccountToken: false",
  ]);
  expect(findingsIn(tokenOnlyWithRights, tokenOnlyWithRights.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
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
