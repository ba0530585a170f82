import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { serviceAccountMountsNoToken } from "./service-account-mounts-no-token";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(serviceAccountMountsNoToken, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(serviceAccountMountsNoToken, serviceAccountMountsNoToken.bad)).toEqual([
    "ServiceAccount oap: automountServiceAccountToken is not false",
  ]);
  expect(findingsIn(serviceAccountMountsNoToken, serviceAccountMountsNoToken.good)).toEqual([]);
});

test("finds what is broken in the real platform", () => {
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
