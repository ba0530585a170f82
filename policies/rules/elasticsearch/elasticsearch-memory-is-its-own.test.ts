import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { elasticsearchMemoryIsItsOwn } from "./elasticsearch-memory-is-its-own";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(elasticsearchMemoryIsItsOwn, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(elasticsearchMemoryIsItsOwn, elasticsearchMemoryIsItsOwn.bad)).toEqual([
    "StatefulSet elasticsearch: container elasticsearch: it requests 4Gi of memory, and may use 8Gi",
  ]);
  expect(findingsIn(elasticsearchMemoryIsItsOwn, elasticsearchMemoryIsItsOwn.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      elasticsearchMemoryIsItsOwn,
      broken(
        "StatefulSet skywalking-elasticsearch",
        ({ spec }) => (spec.template.spec.containers[0].resources.requests.memory = "4Gi"),
      ),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: container elasticsearch: it requests 4Gi of memory, and may use 8Gi",
  ]);
});
