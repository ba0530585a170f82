import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { serviceSelectsPods } from "./service-selects-pods";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(serviceSelectsPods, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(serviceSelectsPods, serviceSelectsPods.bad)).toEqual([
    "Service oap: spec.selector finds no pod with app.kubernetes.io/name: oap-server",
  ]);
  expect(findingsIn(serviceSelectsPods, serviceSelectsPods.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
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
