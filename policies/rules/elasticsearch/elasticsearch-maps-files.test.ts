import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { elasticsearchMapsFiles } from "./elasticsearch-maps-files";

test("finds nothing in the valid platform", () => {
  expect(findingsIn(elasticsearchMapsFiles, platform())).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(elasticsearchMapsFiles, elasticsearchMapsFiles.bad)).toEqual([
    "StatefulSet elasticsearch: node.store.allow_mmap is false",
  ]);
  expect(findingsIn(elasticsearchMapsFiles, elasticsearchMapsFiles.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      elasticsearchMapsFiles,
      broken("ConfigMap skywalking-elasticsearch-files", ({ data }) => {
        data["elasticsearch.yml"] = data["elasticsearch.yml"].replace(
          "xpack.security.enabled: true",
          "node.store.allow_mmap: false",
        );
      }),
    ),
  ).toEqual(["StatefulSet skywalking-elasticsearch: node.store.allow_mmap is false"]);
});
