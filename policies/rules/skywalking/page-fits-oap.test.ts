import { expect, test } from "vitest";
import type { Manifest } from "../../objects";
import { broken, findingsIn, platform } from "../../testing";
import { pageFitsOap } from "./page-fits-oap";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(pageFitsOap, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(pageFitsOap, pageFitsOap.bad)).toEqual([
    "Deployment oap: container ui waits for the health checker, which Deployment server has switched off",
  ]);
  expect(findingsIn(pageFitsOap, pageFitsOap.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      pageFitsOap,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "SW_HEALTH_CHECKER").value = "-";
      }),
    ),
  ).toEqual([
    "Deployment skywalking-ui: container ui waits for the health checker, which Deployment skywalking-oap has switched off",
  ]);
  expect(
    findingsIn(
      pageFitsOap,
      broken(
        "Deployment skywalking-oap",
        ({ spec }) =>
          (spec.template.spec.containers[0].image =
            "docker.io/apache/skywalking-oap-server:11.0.0"),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-ui: container ui is the page of version 10, and Deployment skywalking-oap runs OAP 11.0.0; give Horizon",
  ]);
  expect(
    findingsIn(
      pageFitsOap,
      broken(
        "Deployment skywalking-ui",
        ({ spec }) =>
          (spec.template.spec.containers[0].image = "docker.io/apache/skywalking-horizon-ui:0.6.0"),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-ui: container ui is Horizon, and Deployment skywalking-oap runs OAP 10.4.0; it needs 11",
  ]);
});
