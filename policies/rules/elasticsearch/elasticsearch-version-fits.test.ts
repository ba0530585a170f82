import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { elasticsearchVersionFits } from "./elasticsearch-version-fits";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(elasticsearchVersionFits, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(elasticsearchVersionFits, elasticsearchVersionFits.bad)).toEqual([
    "Deployment oap: container oap runs an OAP before 11, and StatefulSet elasticsearch is Elasticsearch 9.1.0; give 8",
  ]);
  expect(findingsIn(elasticsearchVersionFits, elasticsearchVersionFits.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      elasticsearchVersionFits,
      broken(
        "StatefulSet skywalking-elasticsearch",
        ({ spec }) =>
          (spec.template.spec.containers[0].image =
            "docker.elastic.co/elasticsearch/elasticsearch:9.1.0"),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap runs an OAP before 11, and StatefulSet skywalking-elasticsearch is Elasticsearch 9.1.0; give 8",
    "Job skywalking-oap-init-3b864bed: container oap runs an OAP before 11, and StatefulSet skywalking-elasticsearch is Elasticsearch 9.1.0; give 8",
  ]);
});
