import { describe, expect, test } from "vitest";
import { JaegerIngester, type JaegerIngesterArgs } from "./jaeger-ingester";
import { endpointAt } from "./kit/endpoint";
import { only, render, type Rendered } from "./kit/testing";

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const kafka = { brokers: [endpointAt("kafka.example.com", 9092, "tcp")] };
const store = {
  kind: "elasticsearch",
  connection: { endpoint: endpointAt("es.example.com", 9200, "http") },
} as const;

function args(special: Partial<JaegerIngesterArgs> = {}): JaegerIngesterArgs {
  return { namespace: "tracing", version: "2.20.0", kafka, store, ...special };
}
const made = (special: Partial<JaegerIngesterArgs> = {}) =>
  render(() => new JaegerIngester("jaeger-ingester", args(special)));
const configOf = (objects: readonly Rendered[]) =>
  JSON.parse(only(objects, "kubernetes:core/v1:ConfigMap").inputs.data["config.yaml"]);

describe("an ingester", () => {
  test("is these objects", async () => {
    const objects = await made();
    expect(objects.map(({ type, name }) => `${type.split(":")[2]} ${name}`)).toEqual([
      "Deployment jaeger-ingester",
      "ConfigMap jaeger-ingester",
      "Service jaeger-ingester-headless",
      "ServiceAccount jaeger-ingester",
      "NetworkPolicy jaeger-ingester",
    ]);
  });

  test("moves its offset on once spans are stored, and not before", async () => {
    const { receivers, processors, exporters, service } = configOf(await made());
    expect(receivers.kafka).toEqual({
      brokers: ["kafka.example.com:9092"],
      traces: { topics: ["jaeger-spans"], encoding: "otlp_proto" },
      group_id: "jaeger-ingester",
      initial_offset: "earliest",
      message_marking: { after: true, on_error: false },
      error_backoff: {
        enabled: true,
        initial_interval: "1s",
        max_interval: "30s",
        max_elapsed_time: "300s",
      },
    });
    expect(Object.keys(processors)).toEqual(["memory_limiter"]);
    expect(exporters.jaeger_storage_exporter.queue).toEqual({
      enabled: true,
      num_consumers: 10,
      queue_size: 20,
      wait_for_result: true,
    });
    expect(service.pipelines.traces).toEqual({
      receivers: ["kafka"],
      processors: ["memory_limiter"],
      exporters: ["jaeger_storage_exporter"],
    });
  });

  test("of 2.13 names one topic", async () => {
    const { receivers } = configOf(await made({ version: "2.13.0" }));
    expect(receivers.kafka.traces).toEqual({ topic: "jaeger-spans", encoding: "otlp_proto" });
  });

  test("logs in to Kafka, over TLS", async () => {
    const login = {
      credentials: {
        username: { name: "kafka", key: "user" },
        password: { name: "kafka", key: "password" },
      },
      mechanism: "SCRAM-SHA-512",
    } as const;
    const { receivers } = configOf(await made({ kafka: { ...kafka, login, tls: {} } }));
    const text = (file: string) => `\${file:/etc/jaeger/${file}}\${env:NOTHING:-}`;
    expect(receivers.kafka.auth).toEqual({
      sasl: {
        username: text("kafka-username"),
        password: text("kafka-password"),
        mechanism: "SCRAM-SHA-512",
      },
    });
    expect(receivers.kafka.tls).toEqual({ insecure: false, reload_interval: "5m" });
  });

  test("is called by nobody but scrapers, and calls Kafka and its store", async () => {
    const objects = await made({ scrapers: [{ kind: "namespace" }] });
    const { spec } = only(objects, "kubernetes:networking.k8s.io/v1:NetworkPolicy").inputs;
    const ports = (rules: any[]) => rules.map((rule) => rule.ports.map(({ port }: any) => port));
    expect(ports(spec.ingress)).toEqual([[8888], [8888]]);
    expect(ports(spec.egress)).toEqual([[53, 53], [9092], [9200]]);
  });
});

test("Jaeger 1: its image, everything in variables, and no ConfigMap", async () => {
  const objects = await made({ generation: "v1", version: "1.76.0", consumers: 4 });
  expect(objects.filter(({ type }) => type.endsWith(":ConfigMap"))).toEqual([]);
  const [container] = only(objects, DEPLOYMENT).inputs.spec.template.spec.containers;
  expect(container.image).toBe("docker.io/jaegertracing/jaeger-ingester:1.76.0");
  const env = Object.fromEntries(container.env.map(({ name, value }: any) => [name, value]));
  expect(env).toMatchObject({
    ADMIN_HTTP_HOST_PORT: "0.0.0.0:14270",
    INGESTER_PARALLELISM: "4",
    KAFKA_CONSUMER_BROKERS: "kafka.example.com:9092",
    KAFKA_CONSUMER_ENCODING: "protobuf",
    KAFKA_CONSUMER_GROUP_ID: "jaeger-ingester",
    KAFKA_CONSUMER_TOPIC: "jaeger-spans",
    SPAN_STORAGE_TYPE: "elasticsearch",
  });
});

test.each<[string, Partial<JaegerIngesterArgs>, string]>([
  [
    "a store inside of a pod",
    { store: { kind: "memory" } as any },
    'store.kind is "memory"; give a store of its own: memory is inside of one pod, and a collector can write it without Kafka.',
  ],
  [
    "brokers that speak HTTP",
    { kafka: { brokers: [endpointAt("kafka", 9092, "http")] } },
    'kafka.brokers[0].speaks is "http"; give "tcp".',
  ],
  [
    "a topic of a wrong name",
    { kafka: { ...kafka, topic: "a b" } },
    'kafka.topic is "a b"; give a name of at most 249 letters, digits and ._-.',
  ],
  [
    "what Jaeger 1 cannot read",
    { generation: "v1", version: "1.76.0", kafka: { ...kafka, encoding: "otlp_proto" } },
    'kafka.encoding is "otlp_proto"; give "jaeger_proto" or nothing: Jaeger 1 reads no other.',
  ],
  ["a group without a name", { group: "" }, 'group is ""; give a name of letters, digits and ._-.'],
  ["no consumer", { consumers: 0 }, "consumers is 0; give a whole number, 1 or more."],
])("refuses %s", async (_, special, message) => {
  await expect(made(special)).rejects.toThrow(`JaegerIngester "jaeger-ingester": ${message}`);
});
