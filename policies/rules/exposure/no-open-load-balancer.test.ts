import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noOpenLoadBalancer } from "./no-open-load-balancer";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(noOpenLoadBalancer, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noOpenLoadBalancer, noOpenLoadBalancer.bad)).toEqual([
    "Service oap: spec.loadBalancerSourceRanges is missing",
  ]);
  expect(findingsIn(noOpenLoadBalancer, noOpenLoadBalancer.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      noOpenLoadBalancer,
      broken("Service skywalking-ui", ({ spec }) => (spec.type = "LoadBalancer")),
    ),
  ).toEqual(["Service skywalking-ui: spec.loadBalancerSourceRanges is missing"]);
  expect(
    findingsIn(
      noOpenLoadBalancer,
      broken("Service skywalking-ui", ({ spec }) => {
        spec.type = "LoadBalancer";
        spec.loadBalancerSourceRanges = ["0.0.0.0/0"];
      }),
    ),
  ).toEqual(["Service skywalking-ui: spec.loadBalancerSourceRanges holds every address"]);
});
