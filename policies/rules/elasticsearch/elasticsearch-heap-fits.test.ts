import { expect, test } from "vitest";
import type { Manifest } from "../../objects";
import { broken, findingsIn, platform } from "../../testing";
import { elasticsearchHeapFits } from "./elasticsearch-heap-fits";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(elasticsearchHeapFits, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(elasticsearchHeapFits, elasticsearchHeapFits.bad)).toEqual([
    "StatefulSet elasticsearch: container elasticsearch: -Xmx takes more than 50 % of the memory limit 8Gi",
  ]);
  expect(findingsIn(elasticsearchHeapFits, elasticsearchHeapFits.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      elasticsearchHeapFits,
      broken("StatefulSet skywalking-elasticsearch", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "ES_JAVA_OPTS").value = "-Xms6g -Xmx6g";
      }),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: container elasticsearch: -Xmx takes more than 50 % of the memory limit 8Gi",
  ]);
  expect(
    findingsIn(
      elasticsearchHeapFits,
      broken("StatefulSet skywalking-elasticsearch", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "ES_JAVA_OPTS").value = "-Xms2g -Xmx4g";
      }),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: container elasticsearch: ES_JAVA_OPTS gives -Xms and -Xmx different values",
  ]);
});
