import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { elasticsearchIsLocked } from "./elasticsearch-is-locked";

test("finds nothing in the valid platform", () => {
  expect(findingsIn(elasticsearchIsLocked, platform())).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(elasticsearchIsLocked, elasticsearchIsLocked.bad)).toEqual([
    "StatefulSet elasticsearch: xpack.security.enabled is false",
    "StatefulSet elasticsearch: xpack.security.http.ssl.enabled is not true",
    "StatefulSet elasticsearch: xpack.security.transport.ssl.enabled is not true",
  ]);
  expect(findingsIn(elasticsearchIsLocked, elasticsearchIsLocked.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      elasticsearchIsLocked,
      broken("ConfigMap skywalking-elasticsearch-files", ({ data }) => {
        data["elasticsearch.yml"] = data["elasticsearch.yml"].replace(
          "xpack.security.enabled: true",
          "xpack.security.enabled: false",
        );
      }),
    ),
  ).toEqual(["StatefulSet skywalking-elasticsearch: xpack.security.enabled is false"]);
  expect(
    findingsIn(
      elasticsearchIsLocked,
      broken("ConfigMap skywalking-elasticsearch-files", ({ data }) => {
        data["elasticsearch.yml"] = data["elasticsearch.yml"].replace(
          "xpack.security.transport.ssl.enabled: true",
          "xpack.security.transport.ssl.enabled: false",
        );
      }),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: xpack.security.transport.ssl.enabled is not true",
  ]);
});
