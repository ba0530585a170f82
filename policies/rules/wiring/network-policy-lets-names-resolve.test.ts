import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { networkPolicyLetsNamesResolve } from "./network-policy-lets-names-resolve";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(networkPolicyLetsNamesResolve, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(networkPolicyLetsNamesResolve, networkPolicyLetsNamesResolve.bad)).toEqual([
    "Deployment oap: no egress rule lets its pods ask DNS at port 53/UDP",
    "Deployment oap: no egress rule lets its pods ask DNS at port 53/TCP",
  ]);
  expect(findingsIn(networkPolicyLetsNamesResolve, networkPolicyLetsNamesResolve.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      networkPolicyLetsNamesResolve,
      broken("NetworkPolicy skywalking-ui", ({ spec }) => spec.egress[0].ports.pop()),
    ),
  ).toEqual(["Deployment skywalking-ui: no egress rule lets its pods ask DNS at port 53/TCP"]);
});
