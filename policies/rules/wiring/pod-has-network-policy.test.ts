import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { podHasNetworkPolicy } from "./pod-has-network-policy";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(podHasNetworkPolicy, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(podHasNetworkPolicy, podHasNetworkPolicy.bad)).toEqual([
    "Deployment oap: no NetworkPolicy closes the ingress of its pods",
    "Deployment oap: no NetworkPolicy closes the egress of its pods",
  ]);
  expect(findingsIn(podHasNetworkPolicy, podHasNetworkPolicy.good)).toEqual([]);
});

test("finds pods that no policy closes any more", () => {
  const policies = ["default-deny", "skywalking-ui"];
  const objects = platform().filter(
    ({ kind, metadata }) => kind !== "NetworkPolicy" || !policies.includes(metadata.name),
  );
  expect(findingsIn(podHasNetworkPolicy, objects)).toEqual([
    "Deployment skywalking-ui: no NetworkPolicy closes the ingress of its pods",
    "Deployment skywalking-ui: no NetworkPolicy closes the egress of its pods",
  ]);
});
