import { expect, test } from "vitest";
import type { Manifest } from "../../objects";
import { broken, findingsIn, platform } from "../../testing";
import { oapMemberHasAddress } from "./oap-member-has-address";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(oapMemberHasAddress, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapMemberHasAddress, oapMemberHasAddress.bad)).toEqual([
    "Deployment oap: container oap: SW_CLUSTER is zookeeper, and SW_CLUSTER_INTERNAL_COM_HOST is not status.podIP",
  ]);
  expect(findingsIn(oapMemberHasAddress, oapMemberHasAddress.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      oapMemberHasAddress,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "SW_CLUSTER").value = "etcd";
      }),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: SW_CLUSTER is etcd, and SW_CLUSTER_INTERNAL_COM_HOST is not status.podIP",
  ]);
});
