import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { elasticsearchNamesStorageClass } from "./elasticsearch-names-storage-class";

test("finds nothing in the valid platform", () => {
  expect(findingsIn(elasticsearchNamesStorageClass, platform())).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(elasticsearchNamesStorageClass, elasticsearchNamesStorageClass.bad)).toEqual([
    "StatefulSet elasticsearch: volumeClaimTemplate data has no storageClassName",
  ]);
  expect(findingsIn(elasticsearchNamesStorageClass, elasticsearchNamesStorageClass.good)).toEqual(
    [],
  );
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      elasticsearchNamesStorageClass,
      broken(
        "StatefulSet skywalking-elasticsearch",
        ({ spec }) => (spec.volumeClaimTemplates[0].spec.storageClassName = ""),
      ),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: volumeClaimTemplate data has no storageClassName",
  ]);
});
