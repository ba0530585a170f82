import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { networkPolicyPeerExists } from "./network-policy-peer-exists";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(networkPolicyPeerExists, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(networkPolicyPeerExists, networkPolicyPeerExists.bad)).toEqual([
    "NetworkPolicy oap: its egress names a peer that is no pod of the stack: app: elastic",
  ]);
  expect(findingsIn(networkPolicyPeerExists, networkPolicyPeerExists.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      networkPolicyPeerExists,
      broken(
        "NetworkPolicy skywalking-ui",
        ({ spec }) =>
          (spec.egress[1].to[0].podSelector.matchLabels["app.kubernetes.io/instance"] = "oap"),
      ),
    ),
  ).toEqual([
    "NetworkPolicy skywalking-ui: its egress names a peer that is no pod of the stack: app.kubernetes.io/instance: oap",
  ]);
});
