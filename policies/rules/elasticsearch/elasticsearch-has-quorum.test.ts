import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { elasticsearchHasQuorum } from "./elasticsearch-has-quorum";

test.each(["prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(elasticsearchHasQuorum, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(elasticsearchHasQuorum, elasticsearchHasQuorum.bad)).toEqual([
    "StatefulSet elasticsearch: 2 of its nodes may become master; give 3 or more, and an odd number",
  ]);
  expect(findingsIn(elasticsearchHasQuorum, elasticsearchHasQuorum.good)).toEqual([]);
});

test("finds what is broken in the real platform", () => {
  expect(
    findingsIn(
      elasticsearchHasQuorum,
      broken("StatefulSet skywalking-elasticsearch", ({ spec }) => (spec.replicas = 4)),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: 4 of its nodes may become master; give 3 or more, and an odd number",
  ]);
});
