import { describe, expect, test } from "vitest";
import { endpointAt } from "../components/kit/endpoint";
import { only, render, type Rendered, valueOf } from "../components/kit/testing";
import type { PlatformInput } from "./config/platform";
import { Jaeger, type JaegerArgs } from "./jaeger";
import { Platform } from "./platform";

const EXTERNAL = {
  kind: "elasticsearch",
  server: { kind: "external", endpoint: endpointAt("es.example.com", 9200, "https") },
} as const;

async function make(special: Partial<JaegerArgs> = {}) {
  let jaeger: Jaeger;
  const objects = await render(() => {
    const given = { namespace: "tracing", version: "2.20.0", storage: EXTERNAL };
    jaeger = new Jaeger("jaeger", { ...given, ...special });
  });
  return { jaeger: jaeger!, objects };
}

const workloads = (objects: readonly Rendered[]) =>
  objects
    .filter(({ type }) => /:(Deployment|StatefulSet|CronJob|Job)$/.test(type))
    .map(({ type, name }) => `${type.split(":")[2]} ${name}`);
const configOf = (objects: readonly Rendered[], name: string) =>
  JSON.parse(only(objects, "kubernetes:core/v1:ConfigMap", name).inputs.data["config.yaml"]);

describe("the stack", () => {
  test("is a collector, a page, and what keeps the indices small", async () => {
    const { objects, jaeger } = await make();
    expect(workloads(objects)).toEqual([
      "Deployment jaeger-collector",
      "Deployment jaeger-query",
      "CronJob jaeger-index-care-cleaner",
    ]);
    expect(await valueOf(jaeger.addresses)).toEqual({
      "jaeger otlp": "jaeger-collector.tracing.svc:4317",
      "jaeger otlp http": "http://jaeger-collector.tracing.svc:4318",
      "jaeger ui": "http://jaeger-query.tracing.svc:16686",
    });
    expect(await valueOf(jaeger.next)).toEqual([
      "kubectl --namespace tracing port-forward service/jaeger-query 16686",
    ]);
    expect(Object.keys(jaeger.metrics)).toEqual(["collector", "query"]);
  });

  test("runs an Elasticsearch, with a user for Jaeger's indices alone", async () => {
    const server = { kind: "native", version: "8.19.21", volume: { size: "5Gi" } } as const;
    const { objects, jaeger } = await make({
      storage: { kind: "elasticsearch", indexPrefix: "apm", server },
    });
    const { data } = only(
      objects,
      "kubernetes:core/v1:ConfigMap",
      "jaeger-elasticsearch-files",
    ).inputs;
    expect(data["roles.yml"]).toContain('names: ["apm-*"]');
    expect(await valueOf(jaeger.secretNames)).toEqual({
      "jaeger user": "jaeger-elasticsearch-client",
    });
  });

  test("lets its user write policies where they move the indices", async () => {
    const server = { kind: "native", version: "8.19.21", volume: { size: "5Gi" } } as const;
    const storage = { kind: "elasticsearch", server, rotation: { kind: "ilm" } } as const;
    const { objects } = await make({ storage });
    const files = "jaeger-elasticsearch-files";
    expect(only(objects, "kubernetes:core/v1:ConfigMap", files).inputs.data["roles.yml"]).toContain(
      'client:\n  cluster: ["monitor","manage_index_templates","manage_ilm"]\n',
    );
  });

  test("waits for the job that makes aliases", async () => {
    const storage = { ...EXTERNAL, rotation: { kind: "rollover" } } as const;
    const { objects } = await make({ storage });
    const job = only(objects, "kubernetes:batch/v1:Job").inputs.metadata.name;
    for (const name of ["jaeger-collector", "jaeger-query"]) {
      const { template } = only(objects, "kubernetes:apps/v1:Deployment", name).inputs.spec;
      expect(template.metadata.annotations).toEqual({ "kube-tracing.io/schema": job });
    }
  });

  test("has an ingester behind Kafka", async () => {
    const kafka = { brokers: [endpointAt("kafka.example.com", 9092, "tcp")] };
    const { objects, jaeger } = await make({ kafka });
    expect(workloads(objects)).toContain("Deployment jaeger-ingester");
    expect(Object.keys(configOf(objects, "jaeger-collector").exporters)).toEqual(["kafka"]);
    expect(Object.keys(jaeger.metrics)).toEqual(["collector", "ingester", "query"]);
  });

  test("reads what is inside of the collector through the collector", async () => {
    const { objects } = await make({ storage: { kind: "memory" } });
    expect(workloads(objects)).toEqual(["Deployment jaeger-collector", "Deployment jaeger-query"]);
    const { backends } = configOf(objects, "jaeger-query").extensions.jaeger_storage;
    expect(backends.main.grpc.endpoint).toBe("jaeger-collector.tracing.svc:17271");
  });

  test("goes without a page, and without care for the indices", async () => {
    const none = { kind: "none" } as const;
    const { objects, jaeger } = await make({ query: none, indexCare: none });
    expect(workloads(objects)).toEqual(["Deployment jaeger-collector"]);
    expect(jaeger.query).toBeUndefined();
  });

  test("refuses parts that do not fit each other", async () => {
    const kafka = { brokers: [endpointAt("kafka.example.com", 9092, "tcp")] };
    await expect(make({ storage: { kind: "memory" }, kafka })).rejects.toThrow(
      'Jaeger "jaeger": kafka is "given"; give nothing beside memory, which is inside of the collector\'s pod.',
    );
    await expect(make({ ingester: {} })).rejects.toThrow(
      'Jaeger "jaeger": ingester is "given"; give nothing, or kafka, from which it takes spans.',
    );
  });
});

describe("beside SkyWalking", () => {
  const BOTH: PlatformInput = {
    namespace: { name: "tracing" },
    skywalking: {
      storage: { kind: "elasticsearch", server: { kind: "native", volume: { size: "5Gi" } } },
    },
    jaeger: {
      storage: { kind: "elasticsearch", server: { kind: "shared" }, rotation: { kind: "ilm" } },
    },
  };
  const platform = (input: PlatformInput) =>
    render(() => new Platform("home", { platform: input, kubeconfig: "{}" }));

  test("both share one Elasticsearch that both know, each with a user of its own", async () => {
    const objects = await platform(BOTH);
    const elasticsearch = only(objects, "kubernetes:apps/v1:StatefulSet");
    expect(elasticsearch.inputs.spec.template.spec.containers[0].image).toBe(
      "docker.elastic.co/elasticsearch/elasticsearch:8.19.21",
    );
    const files = only(objects, "kubernetes:core/v1:ConfigMap", "skywalking-elasticsearch-files");
    expect(files.inputs.data["roles.yml"]).toContain(`client-jaeger:
  cluster: ["monitor","manage_index_templates","manage_ilm"]
  indices:
    - names: ["jaeger-*"]
      privileges: ["read","write","manage"]
`);
    const realm = only(objects, "kubernetes:core/v1:Secret", "skywalking-elasticsearch-realm");
    expect(realm.inputs.stringData.users_roles).toBe(
      "client:skywalking\nclient-jaeger:jaeger\nprobe:kube-tracing-probe\n",
    );
    const { template } = only(objects, "kubernetes:apps/v1:Deployment", "jaeger-collector").inputs
      .spec;
    expect(JSON.stringify(template.spec.volumes)).toContain(
      "skywalking-elasticsearch-client-jaeger",
    );
  });

  test("Jaeger is there without SkyWalking, too", async () => {
    const objects = await platform({
      namespace: { name: "tracing" },
      jaeger: { storage: { kind: "memory" } },
    });
    expect(workloads(objects)).toEqual(["Deployment jaeger-collector", "Deployment jaeger-query"]);
  });

  test("addresses of the configuration become endpoints", async () => {
    const objects = await platform({
      namespace: { name: "tracing" },
      jaeger: {
        storage: { kind: "cassandra", servers: ["a:9042"] },
        kafka: { brokers: ["k:9092"] },
        query: { monitor: { kind: "prometheus", address: "p:9090" } },
      },
    });
    const { extensions } = configOf(objects, "jaeger-query");
    expect(extensions.jaeger_storage.backends.main.cassandra.connection.servers).toEqual(["a"]);
    expect(extensions.jaeger_storage.metric_backends.main.prometheus.endpoint).toBe(
      "http://p:9090",
    );
    expect(configOf(objects, "jaeger-collector").exporters.kafka.brokers).toEqual(["k:9092"]);
  });
});
