import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { rightsOfProduct } from "./rights-of-product";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(rightsOfProduct, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(rightsOfProduct, rightsOfProduct.bad)).toEqual([
    "Deployment oap: its account may get, list, watch secrets in tracing, which its settings do not call for",
  ]);
  expect(findingsIn(rightsOfProduct, rightsOfProduct.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      rightsOfProduct,
      broken("Role skywalking-oap", ({ rules }) => rules[0].resources.push("configmaps")),
    ),
  ).toEqual([
    "Deployment skywalking-oap: its account may get, list, watch configmaps in tracing, which its settings do not call for",
  ]);
  expect(
    findingsIn(
      rightsOfProduct,
      broken("Role skywalking-oap", ({ rules }) => rules[0].verbs.pop()),
    ),
  ).toEqual([
    "Deployment skywalking-oap: its account may not watch pods in tracing, which its settings call for",
  ]);
});
