import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { elasticsearchFirstMasters } from "./elasticsearch-first-masters";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(elasticsearchFirstMasters, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(elasticsearchFirstMasters, elasticsearchFirstMasters.bad)).toEqual([
    "StatefulSet elasticsearch: cluster.initial_master_nodes is elasticsearch-0, elasticsearch-1; give elasticsearch-0, elasticsearch-1, elasticsearch-2",
  ]);
  expect(findingsIn(elasticsearchFirstMasters, elasticsearchFirstMasters.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      elasticsearchFirstMasters,
      broken("StatefulSet skywalking-elasticsearch", ({ spec }) => (spec.replicas = 5)),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: cluster.initial_master_nodes is skywalking-elasticsearch-0, skywalking-elasticsearch-1, skywalking-elasticsearch-2; give skywalking-elasticsearch-0, skywalking-elasticsearch-1, skywalking-elasticsearch-2, skywalking-elasticsearch-3, skywalking-elasticsearch-4",
  ]);
  expect(
    findingsIn(
      elasticsearchFirstMasters,
      broken("ConfigMap skywalking-elasticsearch-files", ({ data }) => {
        data["elasticsearch.yml"] = data["elasticsearch.yml"].replace(
          '"skywalking-elasticsearch-2"',
          '"elasticsearch-2"',
        );
      }),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: cluster.initial_master_nodes is skywalking-elasticsearch-0, skywalking-elasticsearch-1, elasticsearch-2; give skywalking-elasticsearch-0, skywalking-elasticsearch-1, skywalking-elasticsearch-2",
  ]);
});
