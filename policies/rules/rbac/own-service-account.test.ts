import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { ownServiceAccount } from "./own-service-account";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(ownServiceAccount, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(ownServiceAccount, ownServiceAccount.bad)).toEqual([
    "Deployment oap: its pods use the ServiceAccount default; give them one of their own",
  ]);
  expect(findingsIn(ownServiceAccount, ownServiceAccount.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      ownServiceAccount,
      broken(
        "Deployment skywalking-ui",
        ({ spec }) => (spec.template.spec.serviceAccountName = "skywalking-oap-init"),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-ui: its pods share the ServiceAccount skywalking-oap-init with Job skywalking-oap-init-3b864bed",
    "Job skywalking-oap-init-3b864bed: its pods share the ServiceAccount skywalking-oap-init with Deployment skywalking-ui",
  ]);
  expect(
    findingsIn(
      ownServiceAccount,
      broken(
        "Deployment skywalking-ui",
        ({ spec }) => delete spec.template.spec.serviceAccountName,
      ),
    ),
  ).toEqual([
    "Deployment skywalking-ui: its pods use the ServiceAccount default; give them one of their own",
  ]);
});
