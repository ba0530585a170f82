import { expect, test } from "vitest";
import type { Manifest } from "../../objects";
import { broken, findingsIn, platform } from "../../testing";
import { oapClusterHasCoordinator } from "./oap-cluster-has-coordinator";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(oapClusterHasCoordinator, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapClusterHasCoordinator, oapClusterHasCoordinator.bad)).toEqual([
    "Deployment oap: container oap: SW_CLUSTER is not set, and there may be 3 pods; give kubernetes",
  ]);
  expect(findingsIn(oapClusterHasCoordinator, oapClusterHasCoordinator.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      oapClusterHasCoordinator,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "SW_CLUSTER").value = "standalone";
      }),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: SW_CLUSTER is standalone, and there may be 3 pods; give kubernetes",
  ]);
  expect(
    findingsIn(
      oapClusterHasCoordinator,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const [container] = spec.template.spec.containers;
        container.env = container.env.filter(({ name }: Manifest) => name !== "SW_CLUSTER");
      }),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: SW_CLUSTER is not set, and there may be 3 pods; give kubernetes",
  ]);
});
