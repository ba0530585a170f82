import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { serviceSelectsPods } from "./service-selects-pods";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(serviceSelectsPods, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(serviceSelectsPods, serviceSelectsPods.bad)).toEqual([
    "Service oap: spec.selector finds no pod with app.kubernetes.io/name: oap-server",
  ]);
  expect(findingsIn(serviceSelectsPods, serviceSelectsPods.good)).toEqual([]);
});

test("finds what is broken in the real platform", () => {
  expect(
    findingsIn(
      serviceSelectsPods,
      broken(
        "Service skywalking-ui",
        ({ spec }) => (spec.selector["app.kubernetes.io/name"] = "skywalking-page"),
      ),
    ),
  ).toEqual([
    "Service skywalking-ui: spec.selector finds no pod with app.kubernetes.io/instance: skywalking-ui, app.kubernetes.io/name: skywalking-page",
  ]);
});
