import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { selectorMatchesTemplate } from "./selector-matches-template";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(selectorMatchesTemplate, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(selectorMatchesTemplate, selectorMatchesTemplate.bad)).toEqual([
    "Deployment oap: spec.selector asks for app.kubernetes.io/name: collector, which its pods do not have",
  ]);
  expect(findingsIn(selectorMatchesTemplate, selectorMatchesTemplate.good)).toEqual([]);
});

test("finds what is broken in the real platform", () => {
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
