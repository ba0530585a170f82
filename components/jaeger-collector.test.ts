import { describe, expect, test } from "vitest";
import { JaegerCollector, type JaegerCollectorArgs } from "./jaeger-collector";
import { endpointAt } from "./kit/endpoint";
import type { JaegerStore } from "./kit/jaeger-store";
import { only, render, type Rendered, valueOf } from "./kit/testing";

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const credentials = {
  username: { name: "login", key: "username" },
  password: { name: "login", key: "password" },
};
const ca = { kind: "secret", name: "ca", key: "ca.crt" } as const;
const es: JaegerStore = {
  kind: "elasticsearch",
  connection: { endpoint: endpointAt("es.example.com", 9200, "https"), credentials, ca },
};
const kafka = { brokers: [endpointAt("kafka.example.com", 9092, "tcp")] };
const badger: JaegerStore = { kind: "badger", volume: { size: "10Gi", storageClass: "fast" } };
const at = (store: JaegerStore) => ({ to: { kind: "store", store } }) as const;

function args(special: Partial<JaegerCollectorArgs> = {}): JaegerCollectorArgs {
  return { namespace: "tracing", version: "2.20.0", ...at(es), ...special };
}
const made = (special: Partial<JaegerCollectorArgs> = {}) =>
  render(() => new JaegerCollector("jaeger-collector", args(special)));
const kinds = (objects: readonly Rendered[]) =>
  objects.map(({ type, inputs, name }) => `${type.split(":")[2]} ${inputs.metadata?.name ?? name}`);
const podOf = (objects: readonly Rendered[]) => only(objects, DEPLOYMENT).inputs.spec.template.spec;
const configOf = (objects: readonly Rendered[]) =>
  JSON.parse(only(objects, "kubernetes:core/v1:ConfigMap").inputs.data["config.yaml"]);
const portsOf = (objects: readonly Rendered[], name: string) =>
  only(objects, "kubernetes:core/v1:Service", name).inputs.spec.ports.map(
    ({ name: port, port: number, appProtocol }: any) => `${port} ${number} ${appProtocol}`,
  );
const envOf = (objects: readonly Rendered[]): Record<string, unknown> =>
  Object.fromEntries(
    podOf(objects).containers[0].env.map(({ name, value, valueFrom }: any) => [
      name,
      value ?? valueFrom,
    ]),
  );

describe("a collector", () => {
  test("is these objects", async () => {
    expect(kinds(await made())).toEqual([
      "Deployment jaeger-collector",
      "ConfigMap jaeger-collector",
      "Service jaeger-collector",
      "Service jaeger-collector-headless",
      "ServiceAccount jaeger-collector",
      "NetworkPolicy jaeger-collector",
    ]);
  });

  test("with several pods has a budget, and where it scales an autoscaler", async () => {
    const scale = { kind: "auto", min: 2, max: 6, memoryPercent: 80 } as const;
    const objects = await made({ scale });
    expect(kinds(objects).filter((kind) => /Budget|Autoscaler/.test(kind))).toEqual([
      "HorizontalPodAutoscaler jaeger-collector",
      "PodDisruptionBudget jaeger-collector",
    ]);
    const { spec } = only(objects, "kubernetes:autoscaling/v2:HorizontalPodAutoscaler").inputs;
    expect([spec.minReplicas, spec.maxReplicas, spec.metrics]).toEqual([
      2,
      6,
      [
        {
          type: "Resource",
          resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } },
        },
        {
          type: "Resource",
          resource: { name: "memory", target: { type: "Utilization", averageUtilization: 80 } },
        },
      ],
    ]);
    expect(only(objects, DEPLOYMENT).inputs.spec.replicas).toBeUndefined();
  });

  test("scales by metrics of its own, too", async () => {
    const metric = { type: "Pods", pods: { metric: { name: "queue" }, target: { type: "Value" } } };
    const scale = { kind: "auto", min: 2, max: 3, cpuPercent: 50, metrics: [metric] } as const;
    const scaler = only(await made({ scale }), "kubernetes:autoscaling/v2:HorizontalPodAutoscaler");
    expect(scaler.inputs.spec.metrics).toEqual([
      {
        type: "Resource",
        resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 50 } },
      },
      metric,
    ]);
  });

  test("gathers, limits memory first, and puts spans into its store", async () => {
    const { service, exporters, processors } = configOf(await made());
    expect(service.extensions).toEqual(["healthcheckv2", "jaeger_storage"]);
    expect(service.pipelines).toEqual({
      traces: {
        receivers: ["otlp"],
        processors: ["memory_limiter", "batch"],
        exporters: ["jaeger_storage_exporter"],
      },
    });
    expect(processors.batch).toEqual({
      send_batch_size: 1000,
      send_batch_max_size: 2000,
      timeout: "1s",
    });
    expect(exporters.jaeger_storage_exporter.trace_storage).toBe("main");
    expect(service.telemetry.resource).toEqual({ "service.name": "jaeger-collector" });
  });

  test("lets clients look for pods anew", async () => {
    const { receivers } = configOf(await made({ connectionSeconds: 30 }));
    expect(receivers.otlp.protocols.grpc.keepalive).toEqual({
      server_parameters: { max_connection_age: "30s", max_connection_age_grace: "10s" },
    });
  });

  test("puts spans into Kafka, a trace into one partition", async () => {
    const objects = await made({ to: { kind: "kafka", kafka } });
    const { exporters, service, extensions } = configOf(objects);
    expect(exporters.kafka).toEqual({
      brokers: ["kafka.example.com:9092"],
      traces: { topic: "jaeger-spans", encoding: "otlp_proto" },
      partition_traces_by_id: true,
      producer: { required_acks: -1, compression: "snappy" },
      sending_queue: { enabled: true, num_consumers: 10, queue_size: 1000 },
      retry_on_failure: {
        enabled: true,
        initial_interval: "5s",
        max_interval: "30s",
        max_elapsed_time: "300s",
      },
    });
    expect(service.pipelines.traces.exporters).toEqual(["kafka"]);
    expect(Object.keys(extensions)).toEqual(["healthcheckv2"]);
  });

  test("opens what it takes, and nothing else", async () => {
    const plain = await made();
    expect(portsOf(plain, "jaeger-collector")).toEqual([
      "grpc-otlp 4317 grpc",
      "http-otlp 4318 http",
    ]);
    expect(portsOf(plain, "jaeger-collector-headless")).toEqual([
      "grpc-otlp 4317 grpc",
      "http-otlp 4318 http",
      "metrics 8888 http",
    ]);
    const more = await made({
      legacy: ["jaeger", "zipkin"],
      sampling: { kind: "file" },
      spanMetrics: "on",
    });
    expect(portsOf(more, "jaeger-collector")).toEqual([
      "grpc-otlp 4317 grpc",
      "http-otlp 4318 http",
      "grpc-jaeger 14250 grpc",
      "http-jaeger 14268 http",
      "http-zipkin 9411 http",
      "http-sampling 5778 http",
      "grpc-sampling 5779 grpc",
    ]);
    expect(portsOf(more, "jaeger-collector-headless")).toEqual([
      "grpc-otlp 4317 grpc",
      "http-otlp 4318 http",
      "metrics 8888 http",
      "span-metrics 8889 http",
    ]);
  });

  test("is closed but for its clients, callers and scrapers, and calls its store alone", async () => {
    const cluster = [{ kind: "cluster" }] as const;
    const objects = await made({ callers: cluster, scrapers: [{ kind: "namespace" }] });
    const { spec } = only(objects, "kubernetes:networking.k8s.io/v1:NetworkPolicy").inputs;
    const ports = (rules: any[]) => rules.map((rule) => rule.ports.map(({ port }: any) => port));
    expect(ports(spec.ingress)).toEqual([[4317, 4318, 8888], [4317, 4318], [8888]]);
    expect(ports(spec.egress)).toEqual([[53, 53], [9200]]);
  });

  test("tells programs how often to trace", async () => {
    const services = [
      { service: "shop", probability: 0.5 },
      { service: "pay", tracesPerSecond: 2 },
    ];
    const objects = await made({ sampling: { kind: "file", services, probability: 0.1 } });
    const { data } = only(objects, "kubernetes:core/v1:ConfigMap").inputs;
    expect(JSON.parse(data["sampling-strategies.json"])).toEqual({
      service_strategies: [
        { service: "shop", type: "probabilistic", param: 0.5 },
        { service: "pay", type: "ratelimiting", param: 2 },
      ],
      default_strategy: { type: "probabilistic", param: 0.1 },
    });
    expect(configOf(objects).extensions.remote_sampling).toEqual({
      file: {
        path: "/etc/jaeger/sampling-strategies.json",
        default_sampling_probability: 0.1,
      },
      http: { endpoint: "${env:POD_IP}:5778" },
      grpc: { endpoint: "${env:POD_IP}:5779" },
    });
  });

  test("learns how often to trace", async () => {
    const { extensions, service } = configOf(await made({ sampling: { kind: "adaptive" } }));
    expect(extensions.remote_sampling.adaptive).toEqual({
      sampling_store: "main",
      target_samples_per_second: 1,
      initial_sampling_probability: 0.001,
      min_sampling_probability: 0.00001,
    });
    expect(service.pipelines.traces.processors).toEqual([
      "memory_limiter",
      "batch",
      "adaptive_sampling",
    ]);
  });

  test("counts spans for Prometheus", async () => {
    const { connectors, exporters, service } = configOf(await made({ spanMetrics: "on" }));
    expect(connectors).toEqual({ spanmetrics: {} });
    expect(exporters.prometheus).toEqual({ endpoint: "${env:POD_IP}:8889" });
    expect(service.pipelines.traces.exporters).toEqual(["jaeger_storage_exporter", "spanmetrics"]);
    expect(service.pipelines["metrics/spanmetrics"]).toEqual({
      receivers: ["spanmetrics"],
      processors: ["memory_limiter"],
      exporters: ["prometheus"],
    });
  });

  test("is behind TLS, with a certificate for both its names", async () => {
    const issuer = { name: "internal", kind: "Issuer" } as const;
    const objects = await made({
      tls: { certificate: { kind: "certManager", issuer }, clientCa: ca },
    });
    expect(configOf(objects).receivers.otlp.protocols.http.tls).toEqual({
      cert_file: "/etc/jaeger/tls/tls.crt",
      key_file: "/etc/jaeger/tls/tls.key",
      client_ca_file: "/etc/jaeger/client-ca.crt",
      reload_interval: "5m",
    });
    const { spec } = only(objects, "kubernetes:cert-manager.io/v1:Certificate").inputs;
    expect(spec.dnsNames).toEqual([
      "jaeger-collector.tracing.svc",
      "jaeger-collector.tracing.svc.cluster.local",
      "jaeger-collector-headless.tracing.svc",
      "jaeger-collector-headless.tracing.svc.cluster.local",
    ]);
  });

  test("keeps its memory below its limit, and has time to pass on what it holds", async () => {
    const objects = await made({ drainSeconds: 60 });
    expect(envOf(objects)).toEqual({
      POD_IP: { fieldRef: { fieldPath: "status.podIP" } },
      GOMEMLIMIT: "409MiB",
    });
    expect(podOf(objects).terminationGracePeriodSeconds).toBe(75);
  });
});

describe("a store inside of the pod", () => {
  test("is a volume of the one pod, which ends before the next one starts", async () => {
    const objects = await made(at(badger));
    expect(only(objects, "kubernetes:core/v1:PersistentVolumeClaim").inputs.spec).toEqual({
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: "10Gi" } },
      storageClassName: "fast",
    });
    expect(only(objects, DEPLOYMENT).inputs.spec.strategy).toEqual({ type: "Recreate" });
    expect(podOf(objects).containers[0].volumeMounts).toContainEqual({
      name: "data",
      mountPath: "/badger",
    });
  });

  test("is offered to the query by the collector", async () => {
    let offered: JaegerStore | undefined;
    const objects = await render(() => {
      offered = new JaegerCollector("jaeger-collector", args(at(badger))).store;
    });
    expect(configOf(objects).extensions.remote_storage).toEqual({
      endpoint: "${env:POD_IP}:17271",
      storage: "main",
    });
    expect(portsOf(objects, "jaeger-collector")).toContain("grpc-storage 17271 grpc");
    expect(offered?.kind).toBe("grpc");
    const address = offered?.kind === "grpc" ? await valueOf(offered.endpoint.address) : "";
    expect(address).toBe("jaeger-collector.tracing.svc:17271");
  });

  test("is no other: what all reach, the query reads itself", async () => {
    let offered: JaegerStore | undefined;
    await render(() => {
      offered = new JaegerCollector("jaeger-collector", args()).store;
    });
    expect(offered).toBe(es);
  });
});

test("Jaeger 1: its image, everything in variables, its own health and metrics", async () => {
  const objects = await made({ generation: "v1", version: "1.76.0", legacy: ["zipkin"] });
  const [container] = podOf(objects).containers;
  expect(container.image).toBe("docker.io/jaegertracing/jaeger-collector:1.76.0");
  expect(container.args).toBeUndefined();
  expect(container.readinessProbe.httpGet).toEqual({ path: "/", port: "metrics" });
  expect(container.ports.find(({ name }: any) => name === "metrics").containerPort).toBe(14269);
  expect(envOf(objects)).toMatchObject({
    ADMIN_HTTP_HOST_PORT: "0.0.0.0:14269",
    COLLECTOR_GRPC_SERVER_HOST_PORT: "0.0.0.0:14250",
    COLLECTOR_HTTP_SERVER_HOST_PORT: "0.0.0.0:14268",
    COLLECTOR_NUM_WORKERS: "40",
    COLLECTOR_OTLP_ENABLED: "true",
    COLLECTOR_OTLP_GRPC_HOST_PORT: "0.0.0.0:4317",
    COLLECTOR_OTLP_GRPC_MAX_CONNECTION_AGE: "60s",
    COLLECTOR_OTLP_HTTP_HOST_PORT: "0.0.0.0:4318",
    COLLECTOR_QUEUE_SIZE: "2000",
    COLLECTOR_ZIPKIN_HOST_PORT: "0.0.0.0:9411",
    ES_SERVER_URLS: "https://es.example.com:9200",
    LOG_LEVEL: "info",
    SPAN_STORAGE_TYPE: "elasticsearch",
  });
  expect(
    only(objects, "kubernetes:core/v1:Service", "jaeger-collector").inputs.spec.ports,
  ).toHaveLength(5);
});

const V1 = { generation: "v1", version: "1.76.0" } as const;
const auto = { kind: "auto", min: 2, max: 3 } as const;

test.each<[string, Partial<JaegerCollectorArgs>, string]>([
  [
    "an unknown version",
    { version: "2.19.0" },
    'version is "2.19.0"; give 2.13.0 or 2.20.0, or generation: "v1" for Jaeger 1.',
  ],
  [
    "Jaeger 1 after its end",
    { generation: "v1", version: "2.13.0" },
    'version is "2.13.0"; give 1.62.0 to 1.76.0 for generation v1, which ended there.',
  ],
  [
    "memory in several pods",
    { ...at({ kind: "memory" }), scale: { kind: "fixed", replicas: 2 } },
    'scale is {"kind":"fixed","replicas":2}; give { kind: "fixed", replicas: 1 }: memory is inside of one pod, and each would have traces of its own.',
  ],
  [
    "Badger that scales",
    { ...at(badger), scale: auto },
    'scale is {"kind":"auto","min":2,"max":3}; give { kind: "fixed", replicas: 1 }: badger is inside of one pod, and each would have traces of its own.',
  ],
  [
    "memory of Jaeger 1",
    { ...V1, ...at({ kind: "memory" }) },
    'to.store.kind is "memory"; give another store: the parts of Jaeger 1 do not see what is inside of a pod.',
  ],
  [
    "learning with Kafka",
    { to: { kind: "kafka", kafka }, sampling: { kind: "adaptive" } },
    'sampling.kind is "adaptive"; give "file": adaptive sampling learns from a store, and spans go to Kafka.',
  ],
  [
    "learning in a remote store",
    {
      ...at({ kind: "grpc", endpoint: endpointAt("s", 17271, "grpc") }),
      sampling: { kind: "adaptive" },
    },
    'sampling.kind is "adaptive"; give "file", or memory, badger, cassandra, elasticsearch, opensearch as store: grpc keeps nothing that is learned.',
  ],
  [
    "a probability above 1",
    { sampling: { kind: "file", probability: 2 } },
    "sampling.probability is 2; give a part of all, from 0 to 1.",
  ],
  [
    "a queue that does not fit",
    { queue: { requests: 5000 } },
    "queue.requests is 5000; give 2048 or less: a full queue may take half of the memory limit, 512Mi.",
  ],
  [
    "tries that end before the longest pause",
    { retry: { seconds: 10 } },
    "retry.seconds is 10; give a whole number of seconds, 30 or more.",
  ],
  [
    "old protocols in plain text beside TLS",
    { tls: { certificate: { kind: "secret", name: "tls" } }, legacy: ["jaeger"] },
    'legacy is ["jaeger"]; give none beside tls: their ports would be in plain text.',
  ],
  [
    "figures of Jaeger 1",
    { ...V1, spanMetrics: "on" },
    'spanMetrics is "on"; give nothing: Jaeger 1 counts no spans; use generation "v2".',
  ],
  [
    "Elasticsearch 6",
    at({ ...es, connection: { ...es.connection, version: "6.8.23" } }),
    'to.store.connection.version is "6.8.23"; give Elasticsearch 7.17, 8 or 9 for Jaeger 2.20.0.',
  ],
  [
    "more copies than nodes",
    at({ ...es, replicas: 3, connection: { ...es.connection, dataNodes: 3 } }),
    "to.store.replicas is 3; give 2 or less: each copy needs a node of its own, and 3 keep data.",
  ],
  [
    "a prefix that Elasticsearch does not take",
    at({ ...es, indexPrefix: "APM-" }),
    'to.store.indexPrefix is "APM-"; give a prefix of small letters, digits and _.- that ends in a letter or digit.',
  ],
  [
    "ClickHouse over TLS in 2.13",
    {
      version: "2.13.0",
      ...at({ kind: "clickhouse", servers: [endpointAt("c", 9440, "tcp")], credentials, ca }),
    },
    'to.store.ca is "given"; give nothing before Jaeger 2.20.0.',
  ],
  [
    "servers of Cassandra at two ports",
    at({ kind: "cassandra", servers: [endpointAt("a", 1, "tcp"), endpointAt("b", 2, "tcp")] }),
    "to.store.servers is [1,2]; give servers at one port.",
  ],
  [
    "no broker",
    { to: { kind: "kafka", kafka: { brokers: [] } } },
    "to.kafka.brokers is []; give one broker or more.",
  ],
  [
    "an autoscaler without room",
    { scale: { kind: "auto", min: 2, max: 2 } },
    "scale.max is 2; give a whole number above min (2).",
  ],
])("refuses %s", async (_, special, message) => {
  await expect(made(special)).rejects.toThrow(`JaegerCollector "jaeger-collector": ${message}`);
});

test("refuses everything at once", async () => {
  const wrong = { version: "3.0.0", drainSeconds: 0, connectionSeconds: 0 };
  await expect(made(wrong)).rejects.toThrow(
    [
      'JaegerCollector "jaeger-collector": 3 arguments cannot be used:',
      '  - version is "3.0.0"; give 2.13.0 or 2.20.0, or generation: "v1" for Jaeger 1.',
      "  - connectionSeconds is 0; give a whole number of seconds, 1 or more.",
      "  - drainSeconds is 0; give a whole number of seconds, 1 or more.",
    ].join("\n"),
  );
});
