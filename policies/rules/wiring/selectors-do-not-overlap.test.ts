import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { selectorsDoNotOverlap } from "./selectors-do-not-overlap";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(selectorsDoNotOverlap, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(selectorsDoNotOverlap, selectorsDoNotOverlap.bad)).toEqual([
    "Deployment oap: spec.selector selects the pods of Deployment oap-init, too",
    "Deployment oap-init: spec.selector selects the pods of Deployment oap, too",
  ]);
  expect(findingsIn(selectorsDoNotOverlap, selectorsDoNotOverlap.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      selectorsDoNotOverlap,
      broken("Deployment skywalking-ui", ({ spec }) => {
        spec.selector.matchLabels = { "app.kubernetes.io/part-of": "kube-tracing" };
      }),
    ),
  ).toEqual([
    "Deployment skywalking-ui: spec.selector selects the pods of Deployment skywalking-gateway, too",
    "Deployment skywalking-ui: spec.selector selects the pods of Deployment skywalking-oap, too",
    "Deployment skywalking-ui: spec.selector selects the pods of StatefulSet skywalking-elasticsearch, too",
  ]);
});
