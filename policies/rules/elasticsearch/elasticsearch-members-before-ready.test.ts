import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { elasticsearchMembersBeforeReady } from "./elasticsearch-members-before-ready";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(elasticsearchMembersBeforeReady, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(elasticsearchMembersBeforeReady, elasticsearchMembersBeforeReady.bad)).toEqual([
    "StatefulSet elasticsearch: spec.podManagementPolicy is OrderedReady; give Parallel",
    "StatefulSet elasticsearch: its Service elasticsearch-nodes does not publish addresses that are not ready",
  ]);
  expect(findingsIn(elasticsearchMembersBeforeReady, elasticsearchMembersBeforeReady.good)).toEqual(
    [],
  );
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      elasticsearchMembersBeforeReady,
      broken(
        "Service skywalking-elasticsearch-nodes",
        ({ spec }) => delete spec.publishNotReadyAddresses,
      ),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: its Service skywalking-elasticsearch-nodes does not publish addresses that are not ready",
  ]);
  expect(
    findingsIn(
      elasticsearchMembersBeforeReady,
      broken(
        "StatefulSet skywalking-elasticsearch",
        ({ spec }) => (spec.podManagementPolicy = "OrderedReady"),
      ),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: spec.podManagementPolicy is OrderedReady; give Parallel",
  ]);
});
