import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noSecretInConfigMap } from "./no-secret-in-config-map";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(noSecretInConfigMap, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noSecretInConfigMap, noSecretInConfigMap.bad)).toEqual([
    "ConfigMap jaeger: data.config.yaml: password holds a secret",
  ]);
  expect(findingsIn(noSecretInConfigMap, noSecretInConfigMap.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      noSecretInConfigMap,
      broken("ConfigMap skywalking-elasticsearch-files", ({ data }) => {
        data["elasticsearch.yml"] = data["elasticsearch.yml"].replace(
          "xpack.security.enabled: true",
          "bootstrap.password: a-canary-value",
        );
      }),
    ),
  ).toEqual([
    "ConfigMap skywalking-elasticsearch-files: data.elasticsearch.yml: bootstrap.password holds a secret",
  ]);
  expect(
    findingsIn(
      noSecretInConfigMap,
      broken("ConfigMap skywalking-elasticsearch-files", ({ data }) => {
        data["elasticsearch.yml"] = data["elasticsearch.yml"].replace(
          "xpack.security.enabled: true",
          'proxy: "https://user:a-canary-value@proxy.example.com"',
        );
      }),
    ),
  ).toEqual([
    "ConfigMap skywalking-elasticsearch-files: data.elasticsearch.yml: proxy holds a secret",
  ]);
});
