import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { networkPolicyOpensNoMore } from "./network-policy-opens-no-more";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(networkPolicyOpensNoMore, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(networkPolicyOpensNoMore, networkPolicyOpensNoMore.bad)).toEqual([
    "NetworkPolicy oap: ingress lets Deployment oap in, and nobody there dials it",
  ]);
  expect(findingsIn(networkPolicyOpensNoMore, networkPolicyOpensNoMore.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      networkPolicyOpensNoMore,
      broken("NetworkPolicy skywalking-ui", ({ spec }) =>
        spec.egress[1].ports.push({ port: 11800, protocol: "TCP" }),
      ),
    ),
  ).toEqual([
    "NetworkPolicy skywalking-ui: egress lets it out to port 11800 of Deployment skywalking-oap, which it does not dial",
  ]);
  expect(
    findingsIn(
      networkPolicyOpensNoMore,
      broken("NetworkPolicy skywalking-elasticsearch", ({ spec }) =>
        spec.ingress[1].from.push({
          podSelector: { matchLabels: { "app.kubernetes.io/instance": "skywalking-ui" } },
        }),
      ),
    ),
  ).toEqual([
    "NetworkPolicy skywalking-elasticsearch: ingress lets Deployment skywalking-ui in, and nobody there dials it",
  ]);
});
