import { expect, test } from "vitest";
import type { Manifest } from "../../objects";
import { broken, findingsIn, platform } from "../../testing";
import { elasticsearchClientsAgree } from "./elasticsearch-clients-agree";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(elasticsearchClientsAgree, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(elasticsearchClientsAgree, elasticsearchClientsAgree.bad)).toEqual([
    "Deployment oap: container oap: SW_STORAGE_ES_HTTP_PROTOCOL is http, and StatefulSet elasticsearch speaks https",
  ]);
  expect(findingsIn(elasticsearchClientsAgree, elasticsearchClientsAgree.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      elasticsearchClientsAgree,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "SW_STORAGE_ES_HTTP_PROTOCOL").value = "http";
      }),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: SW_STORAGE_ES_HTTP_PROTOCOL is http, and StatefulSet skywalking-elasticsearch speaks https",
  ]);
  expect(
    findingsIn(
      elasticsearchClientsAgree,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "SW_STORAGE_ES_SSL_JKS_PATH").value =
          "/ca/ca.pem";
      }),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: SW_STORAGE_ES_SSL_JKS_PATH is /ca/ca.pem, and nothing is mounted there",
    "Deployment skywalking-oap: container oap: SW_STORAGE_ES_SSL_JKS_PATH is /ca/ca.pem; give a JKS or PKCS12 file",
  ]);
  expect(
    findingsIn(
      elasticsearchClientsAgree,
      broken("ConfigMap skywalking-elasticsearch-files", ({ data }) => {
        data["elasticsearch.yml"] = data["elasticsearch.yml"].replace(
          "xpack.security.http.ssl.enabled: true",
          "xpack.security.http.ssl.enabled: false",
        );
      }),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: SW_STORAGE_ES_HTTP_PROTOCOL is https, and StatefulSet skywalking-elasticsearch speaks http",
    "Job skywalking-oap-init-3b864bed: container oap: SW_STORAGE_ES_HTTP_PROTOCOL is https, and StatefulSet skywalking-elasticsearch speaks http",
  ]);
});
