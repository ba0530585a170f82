import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { elasticsearchFindsMembers } from "./elasticsearch-finds-members";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(elasticsearchFindsMembers, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(elasticsearchFindsMembers, elasticsearchFindsMembers.bad)).toEqual([
    "StatefulSet elasticsearch: discovery.type is single-node, and there are 3 nodes",
  ]);
  expect(findingsIn(elasticsearchFindsMembers, elasticsearchFindsMembers.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      elasticsearchFindsMembers,
      broken("ConfigMap skywalking-elasticsearch-files", ({ data }) => {
        data["elasticsearch.yml"] = data["elasticsearch.yml"].replace(
          'discovery.seed_hosts: ["skywalking-elasticsearch-nodes"]',
          'discovery.type: "single-node"',
        );
      }),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: discovery.type is single-node, and there are 3 nodes",
  ]);
  expect(
    findingsIn(
      elasticsearchFindsMembers,
      broken("ConfigMap skywalking-elasticsearch-files", ({ data }) => {
        data["elasticsearch.yml"] = data["elasticsearch.yml"].replace(
          "skywalking-elasticsearch-nodes",
          "nodes",
        );
      }),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: discovery.seed_hosts names nodes, and there is no such Service",
  ]);
  expect(
    findingsIn(
      elasticsearchFindsMembers,
      broken("ConfigMap skywalking-elasticsearch-files", ({ data }) => {
        data["elasticsearch.yml"] = data["elasticsearch.yml"].replace(
          "skywalking-elasticsearch-nodes",
          "skywalking-elasticsearch",
        );
      }),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: discovery.seed_hosts names skywalking-elasticsearch, which is not headless",
  ]);
});
