import { expect, test } from "vitest";
import type { Manifest } from "../../objects";
import { broken, findingsIn, platform } from "../../testing";
import { oapKnowsItself } from "./oap-knows-itself";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(oapKnowsItself, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapKnowsItself, oapKnowsItself.bad)).toEqual([
    "Deployment oap: container oap: SKYWALKING_COLLECTOR_UID is not the field metadata.uid of the pod",
  ]);
  expect(findingsIn(oapKnowsItself, oapKnowsItself.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      oapKnowsItself,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "SW_CLUSTER_K8S_NAMESPACE").value = "default";
      }),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: SW_CLUSTER_K8S_NAMESPACE is default, and the pod is in tracing",
  ]);
  expect(
    findingsIn(
      oapKnowsItself,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "SW_CLUSTER_K8S_LABEL").value = "app=collector";
      }),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: SW_CLUSTER_K8S_LABEL is app=collector, which is not among the labels of the pod",
  ]);
  expect(
    findingsIn(
      oapKnowsItself,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "SW_CLUSTER_K8S_LABEL").value = "app in (oap)";
      }),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: SW_CLUSTER_K8S_LABEL is app in (oap), and OAP understands only a=b,c=d",
  ]);
  expect(
    findingsIn(
      oapKnowsItself,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const [container] = spec.template.spec.containers;
        container.env = container.env.filter(
          ({ name }: Manifest) => name !== "SKYWALKING_COLLECTOR_UID",
        );
      }),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: SKYWALKING_COLLECTOR_UID is not the field metadata.uid of the pod",
  ]);
});
