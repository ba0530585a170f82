import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { truststoreIsFed } from "./truststore-is-fed";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(truststoreIsFed, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(truststoreIsFed, truststoreIsFed.bad)).toEqual([
    "Deployment oap: container oap: Certificate oap makes no truststore.p12; set keystores",
  ]);
  expect(findingsIn(truststoreIsFed, truststoreIsFed.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      truststoreIsFed,
      broken(
        "Deployment skywalking-oap",
        ({ spec }) => (spec.template.spec.initContainers[0].volumeMounts[2].readOnly = true),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: no init container writes /truststore/ca.p12",
  ]);
  expect(
    findingsIn(
      truststoreIsFed,
      broken("Deployment skywalking-oap", ({ spec }) =>
        spec.template.spec.containers[0].env.push({
          name: "SW_STORAGE_ES_SSL_JKS_PASS",
          value: "[secret]",
        }),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: SW_STORAGE_ES_SSL_JKS_PASS does not come from a Secret",
  ]);
});
