import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { elasticsearchNodesAreApart } from "./elasticsearch-nodes-are-apart";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(elasticsearchNodesAreApart, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(elasticsearchNodesAreApart, elasticsearchNodesAreApart.bad)).toEqual([
    "StatefulSet elasticsearch: its pods have no required anti-affinity to each other by kubernetes.io/hostname",
    "StatefulSet elasticsearch: its pods are not spread over topology.kubernetes.io/zone",
    "StatefulSet elasticsearch: no PodDisruptionBudget with maxUnavailable 1 selects its pods",
  ]);
  expect(findingsIn(elasticsearchNodesAreApart, elasticsearchNodesAreApart.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      elasticsearchNodesAreApart,
      broken(
        "StatefulSet skywalking-elasticsearch",
        ({ spec }) => delete spec.template.spec.affinity,
      ),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: its pods have no required anti-affinity to each other by kubernetes.io/hostname",
  ]);
  expect(
    findingsIn(
      elasticsearchNodesAreApart,
      broken(
        "PodDisruptionBudget skywalking-elasticsearch",
        ({ spec }) => (spec.maxUnavailable = 2),
      ),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: no PodDisruptionBudget with maxUnavailable 1 selects its pods",
  ]);
  expect(
    findingsIn(
      elasticsearchNodesAreApart,
      broken("StatefulSet skywalking-elasticsearch", ({ spec }) =>
        spec.template.spec.topologySpreadConstraints.pop(),
      ),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: its pods are not spread over topology.kubernetes.io/zone",
  ]);
});
