import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { tlsSecretHasCertificate } from "./tls-secret-has-certificate";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(tlsSecretHasCertificate, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(tlsSecretHasCertificate, tlsSecretHasCertificate.bad)).toEqual([
    "Deployment oap: its pods mount Secret oap-tls, which no Certificate makes",
  ]);
  expect(findingsIn(tlsSecretHasCertificate, tlsSecretHasCertificate.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      tlsSecretHasCertificate,
      broken(
        "Certificate skywalking-oap-receiver",
        ({ spec }) => (spec.secretName = "receiver-tls"),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-gateway: its pods mount Secret skywalking-oap-receiver-tls, which no Certificate makes",
    "Deployment skywalking-oap: its pods mount Secret skywalking-oap-receiver-tls, which no Certificate makes",
  ]);
});
