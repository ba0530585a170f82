import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { elasticsearchHasTimeToStop } from "./elasticsearch-has-time-to-stop";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(elasticsearchHasTimeToStop, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(elasticsearchHasTimeToStop, elasticsearchHasTimeToStop.bad)).toEqual([
    "StatefulSet elasticsearch: terminationGracePeriodSeconds is 30; give 180 or more",
    "StatefulSet elasticsearch: container elasticsearch has no preStop hook",
  ]);
  expect(findingsIn(elasticsearchHasTimeToStop, elasticsearchHasTimeToStop.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      elasticsearchHasTimeToStop,
      broken(
        "StatefulSet skywalking-elasticsearch",
        ({ spec }) => (spec.template.spec.terminationGracePeriodSeconds = 30),
      ),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: terminationGracePeriodSeconds is 30; give 180 or more",
  ]);
  expect(
    findingsIn(
      elasticsearchHasTimeToStop,
      broken(
        "StatefulSet skywalking-elasticsearch",
        ({ spec }) => delete spec.template.spec.containers[0].lifecycle,
      ),
    ),
  ).toEqual(["StatefulSet skywalking-elasticsearch: container elasticsearch has no preStop hook"]);
});
