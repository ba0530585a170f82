import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { elasticsearchHasQuorum } from "./elasticsearch-has-quorum";

test("finds nothing in the valid platform", () => {
  expect(findingsIn(elasticsearchHasQuorum, platform())).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(elasticsearchHasQuorum, elasticsearchHasQuorum.bad)).toEqual([
    "StatefulSet elasticsearch: 2 of its nodes may become master; give 3 or more, and an odd number",
  ]);
  expect(findingsIn(elasticsearchHasQuorum, elasticsearchHasQuorum.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      elasticsearchHasQuorum,
      broken("StatefulSet skywalking-elasticsearch", ({ spec }) => (spec.replicas = 4)),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: 4 of its nodes may become master; give 3 or more, and an odd number",
  ]);
});
