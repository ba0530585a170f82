import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { certificateHasIssuer } from "./certificate-has-issuer";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(certificateHasIssuer, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(certificateHasIssuer, certificateHasIssuer.bad)).toEqual([
    "Certificate oap: issuerRef names Issuer tracing-ca, which is not in its namespace",
  ]);
  expect(findingsIn(certificateHasIssuer, certificateHasIssuer.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      certificateHasIssuer,
      broken(
        "Certificate skywalking-oap-receiver",
        ({ spec }) => (spec.issuerRef = { kind: "Issuer", name: "own" }),
      ),
    ),
  ).toEqual([
    "Certificate skywalking-elasticsearch: issuerRef names ClusterIssuer tracing-ca, and that of skywalking-oap-receiver names own",
    "Certificate skywalking-gateway: issuerRef names ClusterIssuer tracing-ca, and that of skywalking-oap-receiver names own",
    "Certificate skywalking-oap-receiver: issuerRef names Issuer own, which is not in its namespace",
    "Certificate skywalking-oap-receiver: issuerRef names Issuer own, and that of skywalking-elasticsearch names tracing-ca",
    "Certificate skywalking-oap-receiver: issuerRef names Issuer own, and that of skywalking-gateway names tracing-ca",
  ]);
});
