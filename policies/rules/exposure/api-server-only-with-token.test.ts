import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { apiServerOnlyWithToken } from "./api-server-only-with-token";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(apiServerOnlyWithToken, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(apiServerOnlyWithToken, apiServerOnlyWithToken.bad)).toEqual([
    "Deployment oap: its pods have no token, and an egress rule lets them to the API server at 6443",
  ]);
  expect(findingsIn(apiServerOnlyWithToken, apiServerOnlyWithToken.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      apiServerOnlyWithToken,
      broken("NetworkPolicy skywalking-oap", ({ spec }) => spec.egress.pop()),
    ),
  ).toEqual([
    "Deployment skywalking-oap: its pods have a token, and no egress rule lets them to the API server at 443 or 6443",
  ]);
  expect(
    findingsIn(
      apiServerOnlyWithToken,
      broken(
        "Deployment skywalking-oap",
        ({ spec }) => (spec.template.spec.automountServiceAccountToken = false),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-oap: its pods have no token, and an egress rule lets them to the API server at 6443",
  ]);
});
