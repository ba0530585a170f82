import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { certificateUsagesFit } from "./certificate-usages-fit";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(certificateUsagesFit, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(certificateUsagesFit, certificateUsagesFit.bad)).toEqual([
    "Certificate oap: spec.isCA is true, and spec.usages are those of a leaf",
    "Certificate oap: it is a CA without spec.commonName",
  ]);
  expect(findingsIn(certificateUsagesFit, certificateUsagesFit.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      certificateUsagesFit,
      broken("Certificate skywalking-oap-receiver", ({ spec }) => (spec.isCA = true)),
    ),
  ).toEqual([
    "Certificate skywalking-oap-receiver: spec.isCA is true, and spec.usages are those of a leaf",
    "Certificate skywalking-oap-receiver: it is a CA without spec.commonName",
  ]);
  expect(
    findingsIn(
      certificateUsagesFit,
      broken(
        "Certificate skywalking-oap-receiver",
        ({ spec }) => (spec.usages = ["digital signature"]),
      ),
    ),
  ).toEqual([
    "Certificate skywalking-oap-receiver: spec.usages has neither server auth nor client auth",
  ]);
  expect(
    findingsIn(
      certificateUsagesFit,
      broken("Certificate skywalking-oap-receiver", ({ spec }) => delete spec.dnsNames),
    ),
  ).toEqual(["Certificate skywalking-oap-receiver: it has no dnsNames"]);
});
