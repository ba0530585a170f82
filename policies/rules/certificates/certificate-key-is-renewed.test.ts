import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { certificateKeyIsRenewed } from "./certificate-key-is-renewed";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(certificateKeyIsRenewed, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(certificateKeyIsRenewed, certificateKeyIsRenewed.bad)).toEqual([
    "Certificate oap: privateKey.rotationPolicy is not set; give Always",
    "Certificate oap: privateKey.size is 1024; give 2048 or more",
  ]);
  expect(findingsIn(certificateKeyIsRenewed, certificateKeyIsRenewed.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      certificateKeyIsRenewed,
      broken(
        "Certificate skywalking-oap-receiver",
        ({ spec }) => (spec.privateKey.rotationPolicy = "Never"),
      ),
    ),
  ).toEqual([
    "Certificate skywalking-oap-receiver: privateKey.rotationPolicy is Never; give Always",
  ]);
  expect(
    findingsIn(
      certificateKeyIsRenewed,
      broken("Certificate skywalking-oap-receiver", ({ spec }) => (spec.privateKey.size = 1024)),
    ),
  ).toEqual(["Certificate skywalking-oap-receiver: privateKey.size is 1024; give 2048 or more"]);
});
