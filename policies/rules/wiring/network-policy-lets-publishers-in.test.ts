import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { networkPolicyLetsPublishersIn } from "./network-policy-lets-publishers-in";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(networkPolicyLetsPublishersIn, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(networkPolicyLetsPublishersIn, networkPolicyLetsPublishersIn.bad)).toEqual([
    "Ingress oap: it publishes port 11800 of Deployment oap, which lets nobody from outside in",
  ]);
  expect(findingsIn(networkPolicyLetsPublishersIn, networkPolicyLetsPublishersIn.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      networkPolicyLetsPublishersIn,
      broken("NetworkPolicy skywalking-ui", ({ spec }) => spec.ingress.pop()),
    ),
  ).toEqual([
    "Ingress skywalking-ui: it publishes port 8080 of Deployment skywalking-ui, which lets nobody from outside in",
  ]);
});
