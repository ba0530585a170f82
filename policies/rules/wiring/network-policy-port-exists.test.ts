import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { networkPolicyPortExists } from "./network-policy-port-exists";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(networkPolicyPortExists, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(networkPolicyPortExists, networkPolicyPortExists.bad)).toEqual([
    "NetworkPolicy oap: ingress opens TCP 12800, which is no port of its pods",
  ]);
  expect(findingsIn(networkPolicyPortExists, networkPolicyPortExists.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      networkPolicyPortExists,
      broken("NetworkPolicy skywalking-ui", ({ spec }) => (spec.ingress[0].ports[0].port = 80)),
    ),
  ).toEqual(["NetworkPolicy skywalking-ui: ingress opens TCP 80, which is no port of its pods"]);
});
