import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { hostNetworkResolvesNames } from "./host-network-resolves-names";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(hostNetworkResolvesNames, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(hostNetworkResolvesNames, hostNetworkResolvesNames.bad)).toEqual([
    "DaemonSet jaeger-agent: hostNetwork is true, and dnsPolicy is ClusterFirst; give ClusterFirstWithHostNet",
  ]);
  expect(findingsIn(hostNetworkResolvesNames, hostNetworkResolvesNames.good)).toEqual([]);
});
