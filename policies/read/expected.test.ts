import { expect, test } from "vitest";
import type { Manifest } from "../objects";
import { collectorWith } from "../rules/collector/examples";
import { satelliteWith } from "../rules/satellite/examples";
import { oapWith } from "../rules/skywalking/examples";
import { objectOf, stackOf } from "../stack";
import { platform } from "../testing";
import { UNKNOWN } from "../unknown";
import { expectedIn, outsideOf } from "./expected";

function flowsOf(manifests: Manifest[]): string[] {
  const stack = stackOf(manifests.map((manifest: Manifest) => objectOf(manifest)));
  return expectedIn(stack).map(
    ({ client, server, port }) => `${client.of.title} to ${port} of ${server.of.title}`,
  );
}

test("the valid platform needs these connections", () => {
  const flows = flowsOf(platform()).filter(
    (flow) => !flow.startsWith("Deployment skywalking-gateway"),
  );
  expect(flows).toEqual([
    "Deployment skywalking-oap to 9200 of StatefulSet skywalking-elasticsearch",
    "Deployment skywalking-oap to 11800 of Deployment skywalking-oap",
    "Deployment skywalking-ui to 12800 of Deployment skywalking-oap",
    "StatefulSet skywalking-elasticsearch to 9300 of StatefulSet skywalking-elasticsearch",
    "Job skywalking-oap-init-3b864bed to 9200 of StatefulSet skywalking-elasticsearch",
  ]);
});

test("Satellite finds OAP by its labels", () => {
  const satellite = satelliteWith({
    SATELLITE_GRPC_CLIENT_FINDER: "kubernetes",
    SATELLITE_GRPC_CLIENT_KUBERNETES_NAMESPACE: "tracing",
    SATELLITE_GRPC_CLIENT_KUBERNETES_SELECTOR_LABEL: "app.kubernetes.io/name=oap",
  });
  expect(flowsOf([satellite, oapWith({})])).toEqual([
    "Deployment satellite to 11800 of Deployment oap",
  ]);
});

test("a Collector finds the pods whose metrics it reads, by their labels and the name of the port", () => {
  const job = {
    kubernetes_sd_configs: [
      {
        role: "pod",
        namespaces: { names: ["tracing"] },
        selectors: [{ role: "pod", label: "app.kubernetes.io/name=oap" }],
      },
    ],
    relabel_configs: [
      {
        source_labels: ["__meta_kubernetes_pod_container_port_name"],
        action: "keep",
        regex: "metrics",
      },
    ],
  };
  const reading = (scrape: object) => {
    const [deployment, configMap] = collectorWith({});
    const text = JSON.stringify({
      receivers: { prometheus: { config: { scrape_configs: [scrape] } } },
      service: { pipelines: { metrics: { receivers: ["prometheus"], exporters: [] } } },
    });
    const ports = [
      { name: "grpc", containerPort: 11800 },
      { name: "metrics", containerPort: 1234 },
    ];
    return flowsOf([
      deployment,
      { ...configMap, data: { "relay.yaml": text } },
      oapWith({}, { container: { ports } }),
    ]);
  };
  const read = "Deployment collector to 1234 of Deployment oap";
  expect(reading(job)).toEqual([read]);
  expect(reading({ ...job, relabel_configs: [] })).toEqual([
    "Deployment collector to 4317 of Deployment collector",
    "Deployment collector to 11800 of Deployment oap",
    read,
  ]);
  const [found] = job.kubernetes_sd_configs;
  expect(reading({ ...job, kubernetes_sd_configs: [{ ...found, role: "node" }] })).toEqual([]);
  const elsewhere = { ...found, namespaces: { names: ["other"] } };
  expect(reading({ ...job, kubernetes_sd_configs: [elsewhere] })).toEqual([]);
});

test("a pod of which something is not known yet does not hide the others", () => {
  const objects = platform();
  const oap = objects.find(({ metadata }) => metadata.name === "skywalking-oap");
  const { env } = oap.spec.template.spec.containers[0];
  env.find(({ name }: Manifest) => name === "SW_CLUSTER").value = UNKNOWN;
  expect(flowsOf(objects)).toContain(
    "Deployment skywalking-ui to 12800 of Deployment skywalking-oap",
  );
});

test("an Elasticsearch of someone else is outside", () => {
  const stack = stackOf(platform("uat").map((manifest: Manifest) => objectOf(manifest)));
  const oap = stack.pods.find(({ of }) => of.title === "Deployment skywalking-oap");
  expect(outsideOf(oap!, stack).map(({ text }) => text)).toEqual(["172.16.16.129:31300"]);
});
