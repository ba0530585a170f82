import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { statefulSetServiceIsHeadless } from "./stateful-set-service-is-headless";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(statefulSetServiceIsHeadless, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(statefulSetServiceIsHeadless, statefulSetServiceIsHeadless.bad)).toEqual([
    "StatefulSet oap: spec.serviceName is oap, which is not headless",
  ]);
  expect(findingsIn(statefulSetServiceIsHeadless, statefulSetServiceIsHeadless.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      statefulSetServiceIsHeadless,
      broken("Service skywalking-elasticsearch-nodes", ({ spec }) => delete spec.clusterIP),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: spec.serviceName is skywalking-elasticsearch-nodes, which is not headless",
  ]);
  expect(
    findingsIn(
      statefulSetServiceIsHeadless,
      broken(
        "StatefulSet skywalking-elasticsearch",
        ({ spec }) => (spec.serviceName = "skywalking-elasticsearch"),
      ),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: spec.serviceName is skywalking-elasticsearch, which is not headless",
  ]);
  expect(
    findingsIn(
      statefulSetServiceIsHeadless,
      broken("StatefulSet skywalking-elasticsearch", ({ spec }) => (spec.serviceName = "nodes")),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: spec.serviceName is nodes, and no such Service is there",
  ]);
});
