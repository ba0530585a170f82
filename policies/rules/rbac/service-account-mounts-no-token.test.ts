import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { serviceAccountMountsNoToken } from "./service-account-mounts-no-token";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(serviceAccountMountsNoToken, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(serviceAccountMountsNoToken, serviceAccountMountsNoToken.bad)).toEqual([
    "ServiceAccount oap: automountServiceAccountToken is not false",
  ]);
  expect(findingsIn(serviceAccountMountsNoToken, serviceAccountMountsNoToken.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      serviceAccountMountsNoToken,
      broken(
        "ServiceAccount skywalking-ui",
        (manifest) => delete manifest.automountServiceAccountToken,
      ),
    ),
  ).toEqual(["ServiceAccount skywalking-ui: automountServiceAccountToken is not false"]);
});
