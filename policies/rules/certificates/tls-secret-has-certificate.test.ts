import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { tlsSecretHasCertificate } from "./tls-secret-has-certificate";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(tlsSecretHasCertificate, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(tlsSecretHasCertificate, tlsSecretHasCertificate.bad)).toEqual([
    "Deployment oap: its pods mount Secret oap-tls, which no Certificate makes",
  ]);
  expect(findingsIn(tlsSecretHasCertificate, tlsSecretHasCertificate.good)).toEqual([]);
});

test("finds what is broken in the real platform", () => {
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
