import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noOpenNetworkPolicy } from "./no-open-network-policy";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(noOpenNetworkPolicy, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noOpenNetworkPolicy, noOpenNetworkPolicy.bad)).toEqual([
    "NetworkPolicy oap: ingress has a peer that means every pod, at every port",
    "NetworkPolicy oap: ingress has a rule without ports",
  ]);
  expect(findingsIn(noOpenNetworkPolicy, noOpenNetworkPolicy.good)).toEqual([]);
});

test("finds what is broken in the real platform", () => {
  expect(
    findingsIn(
      noOpenNetworkPolicy,
      broken("NetworkPolicy skywalking-ui", ({ spec }) => delete spec.egress[0].to),
    ),
  ).toEqual(["NetworkPolicy skywalking-ui: egress is open for everybody at 53, 53"]);
  expect(
    findingsIn(
      noOpenNetworkPolicy,
      broken("NetworkPolicy skywalking-ui", ({ spec }) => delete spec.ingress[0].from),
    ),
  ).toEqual(["NetworkPolicy skywalking-ui: ingress is open for everybody at 8080"]);
  expect(
    findingsIn(
      noOpenNetworkPolicy,
      broken(
        "NetworkPolicy skywalking-ui",
        ({ spec }) => (spec.ingress[0].from[0].podSelector = {}),
      ),
    ),
  ).toEqual(["NetworkPolicy skywalking-ui: ingress has a peer that means every pod, at 8080"]);
  expect(
    findingsIn(
      noOpenNetworkPolicy,
      broken(
        "NetworkPolicy skywalking-ui",
        ({ spec }) => (spec.ingress[0].from = [{ ipBlock: { cidr: "0.0.0.0/0" } }]),
      ),
    ),
  ).toEqual(["NetworkPolicy skywalking-ui: ingress is open for every address at 8080"]);
  expect(
    findingsIn(
      noOpenNetworkPolicy,
      broken("NetworkPolicy skywalking-ui", ({ spec }) => delete spec.ingress[0].ports),
    ),
  ).toEqual(["NetworkPolicy skywalking-ui: ingress has a rule without ports"]);
});
