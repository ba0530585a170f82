import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noOpenNetworkPolicy } from "./no-open-network-policy";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(noOpenNetworkPolicy, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noOpenNetworkPolicy, noOpenNetworkPolicy.bad)).toEqual([
    "NetworkPolicy oap: ingress has a peer that means every pod, at every port",
    "NetworkPolicy oap: ingress has a rule without ports",
  ]);
  expect(findingsIn(noOpenNetworkPolicy, noOpenNetworkPolicy.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
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

test("the API server may come from every address, to what stands behind an API or a webhook", () => {
  const title = "NetworkPolicy skywalking-metrics";
  const open = (port: number) => [`${title}: ingress is open for every address at ${port}`];
  const without = platform("uat").filter(({ kind }) => kind !== "APIService");
  expect(findingsIn(noOpenNetworkPolicy, without)).toEqual(open(6443));
  const service = { name: "skywalking-metrics", namespace: "uat" };
  const webhook = {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingWebhookConfiguration",
    metadata: { name: "metrics" },
    webhooks: [{ name: "metrics.example.org", clientConfig: { service } }],
  };
  expect(findingsIn(noOpenNetworkPolicy, [...without, webhook])).toEqual([]);
  const more = broken(title, ({ spec }) => (spec.ingress[0].ports[0].port = 8080), "uat");
  expect(findingsIn(noOpenNetworkPolicy, more)).toEqual(open(8080));
  const range = broken(title, ({ spec }) => (spec.ingress[0].ports[0].endPort = 9000), "uat");
  expect(findingsIn(noOpenNetworkPolicy, range)).toEqual(open(6443));
});
