import { describe, expect, test } from "vitest";
import { endpointAt } from "../endpoint";
import { valueOf } from "../testing";
import { collectorFile } from "./collector-file";
import { loadBalancingExporter, otlpExporter, otlpHttpExporter } from "./exporters";
import { fileStorage } from "./file-storage";
import { healthCheck, healthCheckV2, healthProbes } from "./health";
import { jaegerPorts, jaegerReceiver } from "./jaeger-receiver";
import { kubernetesAttributes, kubernetesAttributesRights } from "./kubernetes-attributes";
import { admitted, declared, served } from "./listening";
import { goMemoryLimit } from "./memory";
import { partNames } from "./names";
import { otlpPorts, otlpReceiver } from "./otlp-receiver";
import { batch, memoryLimiter } from "./processors";
import {
  type ScrapeJob,
  prometheusReceiver,
  scrapeChecks,
  scrapeRights,
} from "./prometheus-receiver";
import { retryOnFailure, sendingQueue } from "./queue";
import { literal, type Settings } from "./settings";
import { telemetry } from "./telemetry";

/** Settings as they stand in a file. */
async function written(settings: Settings): Promise<any> {
  const parts = { processors: {}, exporters: {}, extensions: {}, pipelines: {}, telemetry: {} };
  const file = collectorFile({ ...parts, receivers: { it: settings } });
  return JSON.parse(await valueOf(file)).receivers.it;
}

describe("what listens does so at the address of the pod", () => {
  test("OTLP, over connections that end", () => {
    expect(otlpReceiver()).toEqual({
      protocols: {
        grpc: {
          endpoint: "${env:POD_IP}:4317",
          max_recv_msg_size_mib: 4,
          keepalive: {
            server_parameters: { max_connection_age: "60s", max_connection_age_grace: "10s" },
          },
        },
        http: { endpoint: "${env:POD_IP}:4318" },
      },
    });
  });

  test("OTLP behind TLS, elsewhere", () => {
    const tls = { folder: "/tls", clientCa: "/ca/ca.crt" };
    const at = (port: number) => `localhost:${port}`;
    expect(otlpReceiver({ protocols: ["http"], tls, at })).toEqual({
      protocols: {
        http: {
          endpoint: "localhost:4318",
          tls: {
            cert_file: "/tls/tls.crt",
            key_file: "/tls/tls.key",
            client_ca_file: "/ca/ca.crt",
            reload_interval: "5m",
          },
        },
      },
    });
    expect(otlpPorts({ tls }).map(({ appProtocol }) => appProtocol)).toEqual(["grpc", "https"]);
  });

  test("clients of Jaeger, whose datagrams wait in a queue", () => {
    const jaeger = {
      protocols: ["thrift_compact", "grpc"],
      datagrams: { queueSize: 5000 },
    } as const;
    expect(jaegerReceiver(jaeger)).toEqual({
      protocols: {
        thrift_compact: {
          endpoint: "${env:POD_IP}:6831",
          queue_size: 5000,
          max_packet_size: 65000,
          workers: 10,
          socket_buffer_size: 0,
        },
        grpc: { endpoint: "${env:POD_IP}:14250" },
      },
    });
    const ports = jaegerPorts(jaeger);
    expect(declared(ports)).toEqual([
      { name: "jaeger-compact", containerPort: 6831, protocol: "UDP" },
      { name: "grpc-jaeger", containerPort: 14250, protocol: "TCP" },
    ]);
    expect(served(ports)).toEqual([
      { name: "jaeger-compact", port: 6831, targetPort: "jaeger-compact", protocol: "UDP" },
      {
        name: "grpc-jaeger",
        port: 14250,
        targetPort: "grpc-jaeger",
        protocol: "TCP",
        appProtocol: "grpc",
      },
    ]);
    expect(admitted(ports)).toEqual([
      { protocol: "UDP", port: 6831 },
      { protocol: "TCP", port: 14250 },
    ]);
  });

  test("health, by either extension", () => {
    expect(healthCheck()).toEqual({ endpoint: "${env:POD_IP}:13133" });
    expect(healthCheckV2()).toEqual({
      use_v2: true,
      http: { endpoint: "${env:POD_IP}:13133" },
    });
    const asked = { httpGet: { path: "/status", port: "health" } };
    expect(healthProbes("/status")).toEqual({
      startupProbe: { ...asked, timeoutSeconds: 2, periodSeconds: 2, failureThreshold: 30 },
      readinessProbe: { ...asked, timeoutSeconds: 3, periodSeconds: 5, failureThreshold: 3 },
      livenessProbe: {
        tcpSocket: { port: "health" },
        timeoutSeconds: 3,
        periodSeconds: 10,
        failureThreshold: 6,
      },
    });
  });
});

describe("what sends has a queue, and tries again", () => {
  const kept = {
    sending_queue: { enabled: true, num_consumers: 10, queue_size: 1000 },
    retry_on_failure: {
      enabled: true,
      initial_interval: "5s",
      max_interval: "30s",
      max_elapsed_time: "300s",
    },
  };
  const plain = { tls: { insecure: true }, timeout: "10s", compression: "gzip", ...kept };

  test("OTLP, to all that the name stands for", async () => {
    const to = endpointAt("oap-members.tracing.svc", 11800, "grpc");
    expect(await written(otlpExporter({ to }))).toEqual({
      endpoint: "dns:///oap-members.tracing.svc:11800",
      balancer_name: "round_robin",
      ...plain,
    });
  });

  test("OTLP, to a server that asks who calls", async () => {
    const to = endpointAt("oap", 11801, "grpcs");
    const tls = { ca: "/ca/ca.crt", identity: "/id" };
    const headers = { authentication: "${env:TOKEN}" };
    expect(await written(otlpExporter({ to, tls, headers, timeoutSeconds: 5 }))).toEqual({
      endpoint: "dns:///oap:11801",
      balancer_name: "round_robin",
      headers: { authentication: "${env:TOKEN}" },
      ...plain,
      tls: {
        insecure: false,
        ca_file: "/ca/ca.crt",
        cert_file: "/id/tls.crt",
        key_file: "/id/tls.key",
        reload_interval: "5m",
      },
      timeout: "5s",
    });
  });

  test("OTLP over HTTP", async () => {
    const http = await written(otlpHttpExporter({ to: endpointAt("a", 4318, "http") }));
    expect(http).toEqual({ endpoint: "http://a:4318", ...plain });
    const https = await written(otlpHttpExporter({ to: endpointAt("a", 4318, "https") }));
    expect([https.endpoint, https.tls]).toEqual([
      "https://a:4318",
      { insecure: false, reload_interval: "5m" },
    ]);
  });

  test("whole traces, each to one pod", async () => {
    const to = endpointAt("sampler-members.tracing.svc", 4317, "grpc");
    expect(await written(loadBalancingExporter({ to }))).toEqual({
      routing_key: "traceID",
      protocol: { otlp: plain },
      resolver: { dns: { hostname: "sampler-members.tracing.svc", port: "4317" } },
    });
  });

  test("for a day where the queue is on disk", () => {
    const queue = { storage: "file_storage", requests: 9, consumers: 2 };
    expect(sendingQueue(queue)).toEqual({
      enabled: true,
      num_consumers: 2,
      queue_size: 9,
      storage: "file_storage",
    });
    expect(retryOnFailure({ queue })).toMatchObject({ max_elapsed_time: "86400s" });
    const retry = { seconds: 7, pauseSeconds: 3 };
    expect(retryOnFailure({ queue, retry })).toEqual({
      enabled: true,
      initial_interval: "3s",
      max_interval: "3s",
      max_elapsed_time: "7s",
    });
    expect(fileStorage("/q")).toEqual({
      directory: "/q",
      compaction: { on_start: false, on_rebound: true, directory: "/q" },
      fsync: true,
    });
  });
});

test("memory is limited below what the pod may use", () => {
  expect(memoryLimiter()).toEqual({
    check_interval: "1s",
    limit_percentage: 80,
    spike_limit_percentage: 20,
  });
  const amounts = { cpu: "1", memory: "512Mi" } as const;
  expect(goMemoryLimit({ requests: amounts, limits: amounts })).toBe("409MiB");
});

test("batches have bounds", () => {
  expect(batch()).toEqual({ send_batch_size: 1000, send_batch_max_size: 2000, timeout: "1s" });
  expect(batch({ size: 10, most: 15, seconds: 5 })).toEqual({
    send_batch_size: 10,
    send_batch_max_size: 15,
    timeout: "5s",
  });
});

test("metrics of its own have the names that alerts know", () => {
  expect(telemetry({ service: "collector" })).toEqual({
    resource: { "service.name": "collector" },
    logs: { level: "info", encoding: "json" },
    metrics: {
      level: "normal",
      readers: [
        {
          pull: {
            exporter: {
              prometheus: {
                host: "${env:POD_IP}",
                port: 8888,
                without_scope_info: true,
                without_type_suffix: false,
                without_units: false,
              },
            },
          },
        },
      ],
    },
  });
});

describe("pods are named", () => {
  const metadata = ["k8s.namespace.name", "k8s.pod.name", "k8s.pod.uid", "k8s.node.name"];

  test("those of the node", () => {
    expect(kubernetesAttributes({ pods: { kind: "node" } })).toEqual({
      auth_type: "serviceAccount",
      filter: { node: "${env:K8S_NODE_NAME}" },
      extract: { metadata },
      pod_association: [
        { sources: [{ from: "resource_attribute", name: "k8s.pod.ip" }] },
        { sources: [{ from: "connection" }] },
      ],
    });
  });

  test("those of a namespace, with their Deployments", () => {
    const given = { pods: { kind: "namespace", name: "shop" }, deployments: "on" } as const;
    expect(kubernetesAttributes(given)).toMatchObject({
      filter: { namespace: "shop" },
      extract: { metadata: [...metadata, "k8s.deployment.name"] },
    });
    const verbs = ["get", "list", "watch"];
    expect(kubernetesAttributesRights(given)).toEqual([
      { apiGroups: [""], resources: ["pods"], verbs },
      { apiGroups: ["apps"], resources: ["replicasets"], verbs },
    ]);
  });

  test("all", () => {
    expect(kubernetesAttributes({ pods: { kind: "cluster" } })).not.toHaveProperty("filter");
    expect(kubernetesAttributesRights({ pods: { kind: "cluster" } })).toHaveLength(1);
  });
});

describe("metrics are read", () => {
  const outside = endpointAt("oap.example.com", 1234, "http");
  const pods = {
    namespace: outside.host,
    selector: { "app.kubernetes.io/instance": "oap", "app.kubernetes.io/name": "skywalking-oap" },
    port: 1234,
  };
  const found: ScrapeJob = {
    name: "so11y",
    targets: { kind: "pods", of: { ...outside, pods }, portName: "metrics", podLabel: "host" },
    labels: { service: "a$b" },
  };

  test("of pods that are found, with the labels that are asked for", async () => {
    const { config } = await written(prometheusReceiver([found]));
    expect(config.scrape_configs).toEqual([
      {
        job_name: "so11y",
        scrape_interval: "10s",
        scrape_timeout: "10s",
        metrics_path: "/metrics",
        kubernetes_sd_configs: [
          {
            role: "pod",
            namespaces: { names: ["oap.example.com"] },
            selectors: [
              {
                role: "pod",
                label: "app.kubernetes.io/instance=oap,app.kubernetes.io/name=skywalking-oap",
              },
            ],
          },
        ],
        relabel_configs: [
          {
            source_labels: ["__meta_kubernetes_pod_container_port_name"],
            action: "keep",
            regex: "metrics",
          },
          { source_labels: ["__meta_kubernetes_pod_phase"], action: "keep", regex: "Running" },
          { source_labels: ["__meta_kubernetes_pod_name"], target_label: "host" },
          { target_label: "service", replacement: "a$$b" },
        ],
      },
    ]);
    expect(scrapeRights([found])).toEqual([
      { pods, rule: { apiGroups: [""], resources: ["pods"], verbs: ["list", "watch"] } },
    ]);
  });

  test("of fixed places, which takes no right", async () => {
    const fixed: ScrapeJob = { name: "a", targets: { kind: "endpoints", of: [outside] } };
    const { config } = await written(prometheusReceiver([{ ...fixed, seconds: 5, path: "/m" }]));
    expect(config.scrape_configs).toEqual([
      {
        job_name: "a",
        scrape_interval: "5s",
        scrape_timeout: "5s",
        metrics_path: "/m",
        static_configs: [{ targets: ["oap.example.com:1234"] }],
        relabel_configs: [],
      },
    ]);
    expect(scrapeRights([fixed])).toEqual([]);
  });

  test("but not by nobody, twice, or of pods that are none", () => {
    const faults = (jobs: ScrapeJob[]) => scrapeChecks("jobs", jobs).filter((one) => one !== true);
    expect(faults([found])).toEqual([]);
    expect(faults([])).toEqual([{ field: "jobs", got: [], want: "one job or more" }]);
    expect(faults([found, found])).toEqual([
      { field: "jobs", got: "so11y, so11y", want: "each name once" },
    ]);
    const targets = { kind: "pods", of: outside, portName: "metrics" } as const;
    expect(faults([{ name: "a", targets }])).toEqual([
      {
        field: "jobs.a.targets",
        got: "a place outside of the cluster",
        want: 'one with pods, or { kind: "endpoints" }',
      },
    ]);
  });
});

test.each([
  ["0.111.0", "otlp", "otlphttp", "k8sattributes", "loadbalancing"],
  ["0.143.1", "otlp", "otlphttp", "k8sattributes", "loadbalancing"],
  ["0.144.0", "otlp_grpc", "otlp_http", "k8sattributes", "loadbalancing"],
  ["0.155.0", "otlp_grpc", "otlp_http", "k8s_attributes", "loadbalancing"],
  ["0.159.0", "otlp_grpc", "otlp_http", "k8s_attributes", "load_balancing"],
])("%s has parts of its own names", (version, ...names) => {
  expect(Object.values(partNames(version))).toEqual(names);
});

test("a text that looks like a variable stays a text", () => {
  expect(literal("$a ${b} $$")).toBe("$$a $${b} $$$$");
});
