import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { certificateCoversNames } from "./certificate-covers-names";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(certificateCoversNames, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(certificateCoversNames, certificateCoversNames.bad)).toEqual([
    "Certificate oap: spec.dnsNames lacks oap.tracing.svc, by which clients call its server",
  ]);
  expect(findingsIn(certificateCoversNames, certificateCoversNames.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      certificateCoversNames,
      broken(
        "Certificate skywalking-oap-receiver",
        ({ spec }) => (spec.dnsNames = ["other.example.com"]),
      ),
    ),
  ).toEqual([
    "Certificate skywalking-oap-receiver: spec.dnsNames has no name of a Service in front of its server",
  ]);
  expect(
    findingsIn(
      certificateCoversNames,
      broken(
        "Certificate skywalking-elasticsearch",
        ({ spec }) => (spec.dnsNames = ["skywalking-elasticsearch"]),
      ),
    ),
  ).toEqual([
    "Certificate skywalking-elasticsearch: spec.dnsNames lacks skywalking-elasticsearch.tracing.svc, by which clients call its server",
  ]);
});
