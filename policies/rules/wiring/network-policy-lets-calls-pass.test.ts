import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { networkPolicyLetsCallsPass } from "./network-policy-lets-calls-pass";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(networkPolicyLetsCallsPass, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(networkPolicyLetsCallsPass, networkPolicyLetsCallsPass.bad)).toEqual([
    "Deployment oap: Deployment agent connects to its port 11800 (it dials oap.tracing.svc:11800), and no ingress rule lets that in",
  ]);
  expect(findingsIn(networkPolicyLetsCallsPass, networkPolicyLetsCallsPass.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      networkPolicyLetsCallsPass,
      broken("NetworkPolicy skywalking-ui", ({ spec }) => (spec.egress[1].ports[0].port = 12801)),
    ),
  ).toEqual([
    "Deployment skywalking-ui: it connects to port 12800 of Deployment skywalking-oap (it dials skywalking-oap.tracing.svc:12800), and no egress rule lets that out",
  ]);
  expect(
    findingsIn(
      networkPolicyLetsCallsPass,
      broken(
        "NetworkPolicy skywalking-elasticsearch",
        ({ spec }) => (spec.ingress[0].ports[0].port = 9201),
      ),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: Deployment skywalking-oap connects to its port 9200 (it dials skywalking-elasticsearch.tracing.svc:9200), and no ingress rule lets that in",
    "StatefulSet skywalking-elasticsearch: Job skywalking-oap-init-3b864bed connects to its port 9200 (it dials skywalking-elasticsearch.tracing.svc:9200), and no ingress rule lets that in",
  ]);
  expect(
    findingsIn(
      networkPolicyLetsCallsPass,
      broken("NetworkPolicy skywalking-oap", ({ spec }) => spec.ingress.shift()),
    ),
  ).toEqual([
    "Deployment skywalking-oap: Deployment skywalking-oap connects to its port 11800 (OAP sends to the other members of its cluster), and no ingress rule lets that in",
  ]);
});
