import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { networkPolicySelectsPods } from "./network-policy-selects-pods";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(networkPolicySelectsPods, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(networkPolicySelectsPods, networkPolicySelectsPods.bad)).toEqual([
    "NetworkPolicy oap: spec.podSelector selects no pod of its namespace",
  ]);
  expect(findingsIn(networkPolicySelectsPods, networkPolicySelectsPods.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      networkPolicySelectsPods,
      broken(
        "NetworkPolicy skywalking-ui",
        ({ spec }) => (spec.podSelector.matchLabels["app.kubernetes.io/instance"] = "ui"),
      ),
    ),
  ).toEqual(["NetworkPolicy skywalking-ui: spec.podSelector selects no pod of its namespace"]);
});
