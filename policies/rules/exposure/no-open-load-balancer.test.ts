import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noOpenLoadBalancer } from "./no-open-load-balancer";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(noOpenLoadBalancer, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noOpenLoadBalancer, noOpenLoadBalancer.bad)).toEqual([
    "Service oap: spec.loadBalancerSourceRanges is missing",
  ]);
  expect(findingsIn(noOpenLoadBalancer, noOpenLoadBalancer.good)).toEqual([]);
});

test("finds what is broken in the real platform", () => {
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
