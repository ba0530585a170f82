import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { tlsSecretFollowsRenewal } from "./tls-secret-follows-renewal";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(tlsSecretFollowsRenewal, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(tlsSecretFollowsRenewal, tlsSecretFollowsRenewal.bad)).toEqual([
    "Deployment oap: container oap mounts the Secret of volume tls at /certs by subPath, so it never sees a renewal",
  ]);
  expect(findingsIn(tlsSecretFollowsRenewal, tlsSecretFollowsRenewal.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      tlsSecretFollowsRenewal,
      broken(
        "Deployment skywalking-oap",
        ({ spec }) => (spec.template.spec.containers[0].volumeMounts[2].subPath = "tls.crt"),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap mounts the Secret of volume receiver-certificate at /certs/receiver by subPath, so it never sees a renewal",
  ]);
});
