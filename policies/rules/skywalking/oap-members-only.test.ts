import { expect, test } from "vitest";
import type { Manifest } from "../../objects";
import { broken, findingsIn, platform } from "../../testing";
import { oapMembersOnly } from "./oap-members-only";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(oapMembersOnly, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapMembersOnly, oapMembersOnly.bad)).toEqual([
    "Deployment oap: container oap: SW_CLUSTER_K8S_LABEL is app.kubernetes.io/name=oap, which also selects the pods of Job oap-init",
  ]);
  expect(findingsIn(oapMembersOnly, oapMembersOnly.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      oapMembersOnly,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "SW_CLUSTER_K8S_LABEL").value =
          "app.kubernetes.io/name=skywalking-oap";
      }),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: SW_CLUSTER_K8S_LABEL is app.kubernetes.io/name=skywalking-oap, which also selects the pods of Job skywalking-oap-init-3b864bed",
  ]);
});
