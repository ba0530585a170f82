import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { selectorMatchesTemplate } from "./selector-matches-template";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(selectorMatchesTemplate, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(selectorMatchesTemplate, selectorMatchesTemplate.bad)).toEqual([
    "Deployment oap: spec.selector asks for app.kubernetes.io/name: collector, which its pods do not have",
  ]);
  expect(findingsIn(selectorMatchesTemplate, selectorMatchesTemplate.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      selectorMatchesTemplate,
      broken(
        "Deployment skywalking-ui",
        ({ spec }) => (spec.selector.matchLabels["app.kubernetes.io/name"] = "page"),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-ui: spec.selector asks for app.kubernetes.io/instance: skywalking-ui, app.kubernetes.io/name: page, which its pods do not have",
  ]);
});
