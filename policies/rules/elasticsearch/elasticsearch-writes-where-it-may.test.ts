import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { elasticsearchWritesWhereItMay } from "./elasticsearch-writes-where-it-may";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(elasticsearchWritesWhereItMay, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(elasticsearchWritesWhereItMay, elasticsearchWritesWhereItMay.bad)).toEqual([
    "StatefulSet elasticsearch: container elasticsearch cannot write /tmp: nothing that may be written is mounted there",
    "StatefulSet elasticsearch: container elasticsearch cannot write /usr/share/elasticsearch/config: nothing that may be written is mounted there",
    "StatefulSet elasticsearch: container elasticsearch cannot write /usr/share/elasticsearch/data: nothing that may be written is mounted there",
    "StatefulSet elasticsearch: container elasticsearch cannot write /usr/share/elasticsearch/logs: nothing that may be written is mounted there",
  ]);
  expect(findingsIn(elasticsearchWritesWhereItMay, elasticsearchWritesWhereItMay.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      elasticsearchWritesWhereItMay,
      broken(
        "StatefulSet skywalking-elasticsearch",
        ({ spec }) => (spec.template.spec.containers[0].volumeMounts[0].readOnly = true),
      ),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: container elasticsearch cannot write /usr/share/elasticsearch/config: nothing that may be written is mounted there",
  ]);
});
