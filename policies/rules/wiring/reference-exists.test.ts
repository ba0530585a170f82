import { expect, test } from "vitest";
import type { Manifest } from "../../objects";
import { broken, findingsIn, platform } from "../../testing";
import { referenceExists } from "./reference-exists";

const GIVEN = {
  given: [
    "Secret elasticsearch-ca",
    "Secret elasticsearch-skywalking",
    "Secret registry-pull-secret",
  ],
};

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(referenceExists, platform(fixture), GIVEN)).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(referenceExists, referenceExists.bad)).toEqual([
    "Deployment oap: container oap, SW_AUTHENTICATION refers to Secret oap-token, which is not there",
  ]);
  expect(findingsIn(referenceExists, referenceExists.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      referenceExists,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "SW_ES_USER").valueFrom.secretKeyRef.key = "user";
      }),
      GIVEN,
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap, SW_ES_USER refers to key user of Secret skywalking-elasticsearch-client, which has only password, roles, username",
  ]);
  expect(
    findingsIn(
      referenceExists,
      broken(
        "StatefulSet skywalking-elasticsearch",
        ({ spec }) => (spec.template.spec.volumes[3].configMap.name = "files"),
      ),
      GIVEN,
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: volume files refers to ConfigMap files, which is not there",
  ]);
  expect(
    findingsIn(
      referenceExists,
      broken("Certificate skywalking-elasticsearch", ({ spec }) => (spec.secretName = "other-tls")),
      GIVEN,
    ),
  ).toEqual([
    "Deployment skywalking-oap: volume storage-ca refers to Secret skywalking-elasticsearch-tls, which is not there",
    "StatefulSet skywalking-elasticsearch: volume certs refers to Secret skywalking-elasticsearch-tls, which is not there",
    "Job skywalking-oap-init-3b864bed: volume storage-ca refers to Secret skywalking-elasticsearch-tls, which is not there",
  ]);
});
