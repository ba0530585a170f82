import { expect, test } from "vitest";
import type { Manifest } from "../../objects";
import { broken, findingsIn, platform } from "../../testing";
import { addressResolves } from "./address-resolves";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(addressResolves, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(addressResolves, addressResolves.bad)).toEqual([
    "Deployment oap: container oap, SW_AGENT_COLLECTOR_BACKEND_SERVICES says oap.tracing.svc:11801: Service oap has no port 11801, only 11800",
  ]);
  expect(findingsIn(addressResolves, addressResolves.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      addressResolves,
      broken("Deployment skywalking-ui", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "SW_OAP_ADDRESS").value =
          "http://skywalking-oap.tracing.svc:12801";
      }),
    ),
  ).toEqual([
    "Deployment skywalking-ui: container ui, SW_OAP_ADDRESS says skywalking-oap.tracing.svc:12801: Service skywalking-oap has no port 12801, only 11800, 11801, 12800",
  ]);
  expect(
    findingsIn(
      addressResolves,
      broken("Deployment skywalking-ui", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "SW_OAP_ADDRESS").value =
          "http://skywalking-oap.tracin.svc:12800";
      }),
    ),
  ).toEqual([
    "Deployment skywalking-ui: container ui, SW_OAP_ADDRESS says skywalking-oap.tracin.svc:12800: Service skywalking-oap is in namespace tracing",
  ]);
  expect(
    findingsIn(
      addressResolves,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "SW_STORAGE_ES_CLUSTER_NODES").value =
          "elasticsearch.tracing.svc:9200";
      }),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap, SW_STORAGE_ES_CLUSTER_NODES says elasticsearch.tracing.svc:9200: namespace tracing has no Service elasticsearch",
  ]);
});
