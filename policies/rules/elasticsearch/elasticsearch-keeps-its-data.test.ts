import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { elasticsearchKeepsItsData } from "./elasticsearch-keeps-its-data";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(elasticsearchKeepsItsData, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(elasticsearchKeepsItsData, elasticsearchKeepsItsData.bad)).toEqual([
    "StatefulSet elasticsearch: container elasticsearch: what is mounted at /usr/share/elasticsearch/data is no claim",
  ]);
  expect(findingsIn(elasticsearchKeepsItsData, elasticsearchKeepsItsData.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      elasticsearchKeepsItsData,
      broken(
        "StatefulSet skywalking-elasticsearch",
        ({ spec }) => (spec.volumeClaimTemplates[0].metadata.name = "other"),
      ),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: container elasticsearch: what is mounted at /usr/share/elasticsearch/data is no claim",
  ]);
  expect(
    findingsIn(
      elasticsearchKeepsItsData,
      broken(
        "StatefulSet skywalking-elasticsearch",
        ({ spec }) => (spec.persistentVolumeClaimRetentionPolicy.whenDeleted = "Delete"),
      ),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: persistentVolumeClaimRetentionPolicy.whenDeleted is Delete; give Retain",
  ]);
});
