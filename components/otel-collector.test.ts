import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import { endpointAt } from "./kit/endpoint";
import { only, render, type Rendered, valueOf } from "./kit/testing";
import { OtelCollector, type OtelCollectorArgs } from "./otel-collector";

const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";
const SERVICE = "kubernetes:core/v1:Service";
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const DAEMON_SET = "kubernetes:apps/v1:DaemonSet";
const STATEFUL_SET = "kubernetes:apps/v1:StatefulSet";
const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const ROLE = "kubernetes:rbac.authorization.k8s.io/v1:Role";
const BINDING = "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding";
const CLUSTER_ROLE = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole";

const backend = endpointAt("oap.example.com", 11800, "grpc");
const everyone = [{ kind: "cluster" }] as const;
const pods = {
  namespace: pulumi.output("shop"),
  selector: { "app.kubernetes.io/instance": "oap" },
  port: 1234,
};
const oap = {
  ...backend,
  pods,
  admits: { "kube-tracing.io/client-of-oap": "true" },
};

async function make(special: Partial<OtelCollectorArgs> = {}) {
  let made: OtelCollector;
  const rendered = await render(() => {
    made = new OtelCollector("collector", {
      namespace: "tracing",
      version: "0.159.0",
      receivers: { otlp: { kind: "otlp" } },
      exporters: { oap: { kind: "otlp", to: backend } },
      pipelines: { traces: { receivers: ["otlp"], exporters: ["oap"] } },
      ...special,
    });
  });
  return { made: made!, rendered };
}

const fileIn = (rendered: readonly Rendered[]): any =>
  JSON.parse(only(rendered, CONFIG_MAP).inputs.data["relay.yaml"]);
const podIn = (rendered: readonly Rendered[], type = DEPLOYMENT): any =>
  only(rendered, type).inputs.spec.template.spec;

const single = { kind: "deployment", scale: { kind: "fixed", replicas: 1 } } as const;
const reading = {
  mode: single,
  receivers: {
    prometheus: {
      kind: "prometheus",
      jobs: [{ name: "so11y", targets: { kind: "pods", of: oap, portName: "metrics" } }],
    },
  },
  pipelines: { metrics: { receivers: ["prometheus"], exporters: ["oap"] } },
} as const;

describe("what the Collector is told", () => {
  test("is limited first and gathered last, and known by names of its version", async () => {
    const zone = { kind: "other", type: "resource", settings: { attributes: [] } } as const;
    const { rendered } = await make({
      processors: { zone },
      pipelines: { traces: { receivers: ["otlp"], processors: ["zone"], exporters: ["oap"] } },
    });
    const { service, extensions, exporters } = fileIn(rendered);
    expect(service.pipelines).toEqual({
      traces: {
        receivers: ["otlp"],
        processors: ["memory_limiter", "resource/zone", "batch"],
        exporters: ["otlp_grpc/oap"],
      },
    });
    expect(service.extensions).toEqual(["health_check"]);
    expect(extensions).toEqual({ health_check: { endpoint: "${env:POD_IP}:13133" } });
    expect(service.telemetry.resource).toEqual({ "service.name": "collector" });
    expect(exporters["otlp_grpc/oap"]).toMatchObject({
      endpoint: "dns:///oap.example.com:11800",
      tls: { insecure: true },
      sending_queue: { enabled: true },
      retry_on_failure: { enabled: true },
    });
  });

  test("has the names of an earlier version for that one", async () => {
    const { rendered } = await make({ version: "0.111.0" });
    expect(Object.keys(fileIn(rendered).exporters)).toEqual(["otlp/oap"]);
  });

  test("lies where the pod reads it, under a name that changes with it", async () => {
    const { rendered } = await make();
    const { metadata } = only(rendered, CONFIG_MAP).inputs;
    expect(metadata.name).toBeUndefined();
    const { containers, volumes } = podIn(rendered);
    expect(containers[0].args).toEqual(["--config=/conf/relay.yaml"]);
    expect(containers[0].volumeMounts).toEqual([
      { name: "config", mountPath: "/conf", readOnly: true },
    ]);
    expect(volumes).toEqual([{ name: "config", configMap: { name: "collector" } }]);
  });
});

describe("a pod", () => {
  test("knows its address and its node, and collects before its memory is full", async () => {
    const { rendered } = await make({ env: { MORE: "text" } });
    expect(podIn(rendered).containers[0].env).toEqual([
      { name: "POD_IP", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
      { name: "K8S_NODE_NAME", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
      { name: "GOMEMLIMIT", value: "409MiB" },
      { name: "MORE", value: "text" },
    ]);
  });

  test("is the build with what it needs", async () => {
    const image = async (special: Partial<OtelCollectorArgs>) =>
      podIn((await make(special)).rendered).containers[0].image;
    expect(await image({})).toBe("docker.io/otel/opentelemetry-collector-k8s:0.159.0");
    expect(await image({ distribution: "contrib" })).toBe(
      "docker.io/otel/opentelemetry-collector-contrib:0.159.0",
    );
  });

  test("has time to send what it holds, and to be forgotten where Kubernetes can wait", async () => {
    const plain = podIn((await make()).rendered);
    expect(plain.terminationGracePeriodSeconds).toBe(60);
    expect(plain.containers[0].lifecycle).toBeUndefined();
    const waiting = podIn((await make({ drainSeconds: 90, preStopSeconds: 10 })).rendered);
    expect(waiting.terminationGracePeriodSeconds).toBe(100);
    expect(waiting.containers[0].lifecycle).toEqual({ preStop: { sleep: { seconds: 10 } } });
  });

  test("has no token where it asks the API server nothing", async () => {
    const { rendered } = await make();
    expect(podIn(rendered).automountServiceAccountToken).toBe(false);
    expect(rendered.filter(({ type }) => type.includes("rbac"))).toEqual([]);
  });
});

describe("where it runs", () => {
  test("two pods, apart, one of which may go", async () => {
    const { rendered } = await make();
    expect(only(rendered, DEPLOYMENT).inputs.spec.replicas).toBe(2);
    expect(podIn(rendered).topologySpreadConstraints).toHaveLength(2);
    only(rendered, "kubernetes:policy/v1:PodDisruptionBudget");
  });

  test("as many as the load needs", async () => {
    const scale = { kind: "auto", min: 2, max: 5, cpuPercent: 60 } as const;
    const { rendered } = await make({ mode: { kind: "deployment", scale } });
    expect(only(rendered, DEPLOYMENT).inputs.spec.replicas).toBeUndefined();
    const { spec } = only(rendered, "kubernetes:autoscaling/v2:HorizontalPodAutoscaler").inputs;
    expect([spec.minReplicas, spec.maxReplicas]).toEqual([2, 5]);
  });

  test("one on every node, reached from that node alone", async () => {
    const { made, rendered } = await make({ mode: { kind: "daemonset" } });
    const { spec } = only(rendered, DAEMON_SET).inputs;
    expect(spec.updateStrategy).toEqual({
      type: "RollingUpdate",
      rollingUpdate: { maxUnavailable: 0, maxSurge: 1 },
    });
    expect(only(rendered, SERVICE).inputs.spec.internalTrafficPolicy).toBe("Local");
    expect(made.members).toEqual({});
    expect(rendered.map(({ type }) => type)).not.toContain(
      "kubernetes:policy/v1:PodDisruptionBudget",
    );
  });

  test("with queues on volumes that outlive it", async () => {
    const volume = { size: "10Gi", storageClass: "fast" } as const;
    const { rendered } = await make({ mode: { kind: "statefulset", replicas: 3, volume } });
    const { spec } = only(rendered, STATEFUL_SET).inputs;
    expect([spec.replicas, spec.serviceName]).toEqual([3, "collector-members"]);
    expect(spec.persistentVolumeClaimRetentionPolicy).toEqual({
      whenDeleted: "Retain",
      whenScaled: "Retain",
    });
    expect(spec.volumeClaimTemplates[0].spec).toEqual({
      accessModes: ["ReadWriteOnce"],
      storageClassName: "fast",
      resources: { requests: { storage: "10Gi" } },
    });
    expect(spec.template.spec.containers[0].volumeMounts.at(-1)).toEqual({
      name: "queues",
      mountPath: "/var/lib/otelcol",
    });
    const { service, extensions, exporters } = fileIn(rendered);
    expect(service.extensions).toEqual(["health_check", "file_storage"]);
    expect(extensions.file_storage.directory).toBe("/var/lib/otelcol");
    const { sending_queue, retry_on_failure } = exporters["otlp_grpc/oap"];
    expect([sending_queue.storage, retry_on_failure.max_elapsed_time]).toEqual([
      "file_storage",
      "86400s",
    ]);
  });
});

describe("who reaches it", () => {
  test("by one address, or each pod by its own", async () => {
    const { made, rendered } = await make();
    const address = (endpoints: OtelCollector["endpoints"], port: string) =>
      valueOf(endpoints[port]!.address);
    expect(await address(made.endpoints, "grpc-otlp")).toBe("collector.tracing.svc:4317");
    expect(await address(made.endpoints, "http-otlp")).toBe("collector.tracing.svc:4318");
    expect(await address(made.members, "grpc-otlp")).toBe("collector-members.tracing.svc:4317");
    expect(only(rendered, SERVICE, "collector-members").inputs.spec.clusterIP).toBe("None");
    expect(made.endpoints["grpc-otlp"]?.speaks).toBe("grpc");
  });

  test("is let in at ports of both protocols, and whoever is wired to it as well", async () => {
    const { rendered } = await make({
      receivers: {
        otlp: { kind: "otlp", protocols: ["grpc"] },
        jaeger: { kind: "jaeger", protocols: ["thrift_compact"] },
      },
      pipelines: { traces: { receivers: ["otlp", "jaeger"], exporters: ["oap"] } },
      callers: everyone,
      scrapers: everyone,
    });
    const ports = [
      { protocol: "TCP", port: 4317 },
      { protocol: "UDP", port: 6831 },
    ];
    const client = { "kube-tracing.io/client-of-collector": "true" };
    const { ingress } = only(rendered, POLICY).inputs.spec;
    expect(ingress).toEqual([
      { from: [{ podSelector: { matchLabels: client } }], ports },
      { from: [{ namespaceSelector: {} }], ports },
      { from: [{ namespaceSelector: {} }], ports: [{ protocol: "TCP", port: 8888 }] },
    ]);
    const members = only(rendered, SERVICE, "collector-members").inputs.spec.ports;
    expect(members.map(({ name }: any) => name)).toEqual(["grpc-otlp"]);
  });

  test("behind TLS, by a certificate for all of its names", async () => {
    const issuer = { name: "internal", kind: "Issuer" } as const;
    const clientCa = { kind: "secret", name: "agents-ca", key: "ca.crt" } as const;
    const { made, rendered } = await make({
      tls: { certificate: { kind: "certManager", issuer }, clientCa },
    });
    expect(made.endpoints["grpc-otlp"]?.speaks).toBe("grpcs");
    expect(made.endpoints["http-otlp"]?.speaks).toBe("https");
    const { spec } = only(rendered, "kubernetes:cert-manager.io/v1:Certificate").inputs;
    expect(spec.dnsNames).toEqual([
      "collector.tracing.svc",
      "collector.tracing.svc.cluster.local",
      "collector-members.tracing.svc",
      "collector-members.tracing.svc.cluster.local",
    ]);
    const { grpc } = fileIn(rendered).receivers.otlp.protocols;
    expect(grpc.tls).toEqual({
      cert_file: "/tls/server/tls.crt",
      key_file: "/tls/server/tls.key",
      client_ca_file: "/tls/client-ca/ca.crt",
      reload_interval: "5m",
    });
    expect(podIn(rendered).volumes.slice(1)).toEqual([
      { name: "certificate", secret: { secretName: "collector-tls" } },
      {
        name: "client-ca",
        secret: { secretName: "agents-ca", items: [{ key: "ca.crt", path: "ca.crt" }] },
      },
    ]);
  });
});

describe("whom it calls", () => {
  test("with its label, by the way that is open", async () => {
    const { rendered } = await make({ exporters: { oap: { kind: "otlp", to: oap } } });
    const { metadata } = only(rendered, DEPLOYMENT).inputs.spec.template;
    expect(metadata.labels["kube-tracing.io/client-of-oap"]).toBe("true");
    const { egress } = only(rendered, POLICY).inputs.spec;
    expect(egress.slice(1)).toEqual([
      {
        to: [
          {
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "shop" } },
            podSelector: { matchLabels: { "app.kubernetes.io/instance": "oap" } },
          },
        ],
        ports: [{ protocol: "TCP", port: 1234 }],
      },
    ]);
  });

  test("verified and with what was agreed, which no file tells", async () => {
    const ca = { kind: "configMap", name: "oap-ca", key: "bundle.pem" } as const;
    const to = endpointAt("oap.example.com", 11801, "grpcs");
    const other = { secret: { name: "given", key: "token" } };
    const headers = { authentication: pulumi.secret("hidden"), "x-other": other };
    const { rendered } = await make({
      exporters: { oap: { kind: "otlp", to, ca, identity: "me", headers } },
    });
    expect(JSON.stringify(fileIn(rendered))).not.toContain("hidden");
    const exporter = fileIn(rendered).exporters["otlp_grpc/oap"];
    expect(exporter.headers).toEqual({
      authentication: "${file:/headers/oap-authentication}",
      "x-other": "${file:/headers/oap-x-other}",
    });
    expect(exporter.tls).toMatchObject({
      ca_file: "/tls/oap/ca/ca.crt",
      cert_file: "/tls/oap/identity/tls.crt",
    });
    const secret = only(rendered, "kubernetes:core/v1:Secret", "collector-headers");
    expect(secret.inputs.stringData).toEqual({ "oap-authentication": "hidden" });
    expect(secret.secret).toEqual(["stringData"]);
    const { volumes } = podIn(rendered);
    expect(volumes.slice(1).map(({ name }: any) => name)).toEqual([
      "headers",
      "oap-ca",
      "oap-identity",
    ]);
    const file = (name: string, key: string, path: string) => ({
      secret: { name, items: [{ key, path }] },
    });
    expect(volumes[1].projected.sources).toEqual([
      file("collector-headers", "oap-authentication", "oap-authentication"),
      file("given", "token", "oap-x-other"),
    ]);
  });

  test("pods that it finds, which takes a Role where they are", async () => {
    const { made, rendered } = await make(reading);
    expect(podIn(rendered).automountServiceAccountToken).toBe(true);
    const name = "tracing-collector-so11y";
    const { metadata, rules } = only(rendered, ROLE).inputs;
    expect([metadata.name, metadata.namespace]).toEqual([name, "shop"]);
    expect(rules).toEqual([{ apiGroups: [""], resources: ["pods"], verbs: ["list", "watch"] }]);
    expect(only(rendered, BINDING).inputs).toMatchObject({
      metadata: { name, namespace: "shop" },
      roleRef: { kind: "Role", name },
      subjects: [{ kind: "ServiceAccount", name: "collector", namespace: "tracing" }],
    });
    expect([made.endpoints, made.members]).toEqual([{}, {}]);
    expect(rendered.map(({ type }) => type)).not.toContain(SERVICE);
    const { ingress, egress } = only(rendered, POLICY).inputs.spec;
    expect(ingress).toEqual([]);
    expect(egress.map(({ ports }: any) => ports[0].port)).toEqual([53, 1234, 11800, 443]);
  });

  test("the API server for the names of pods: those of a namespace, or of all", async () => {
    const traces = { receivers: ["otlp"], processors: ["pods"], exporters: ["oap"] };
    const named = (pods: any) =>
      make({ processors: { pods: { kind: "kubernetes", pods } }, pipelines: { traces } });
    const near = await named({ kind: "namespace", name: "shop" });
    expect(only(near.rendered, ROLE).inputs.metadata.namespace).toBe("shop");
    const far = await named({ kind: "node" });
    expect(only(far.rendered, CLUSTER_ROLE).inputs.rules).toEqual([
      { apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "watch"] },
    ]);
    expect(only(far.rendered, `${CLUSTER_ROLE}Binding`).inputs.roleRef.kind).toBe("ClusterRole");
    expect(far.rendered.map(({ type }) => type)).not.toContain(ROLE);
  });
});

describe("refuses", () => {
  const cases: [string, Partial<OtelCollectorArgs>, string][] = [
    [
      "a version that reads something else",
      { version: "0.110.0" },
      'version is "0.110.0"; give 0.111.0 or later.',
    ],
    [
      "no pods",
      { mode: { kind: "deployment", scale: { kind: "fixed", replicas: 0 } } },
      "scale.replicas is 0; give a whole number, 1 or more.",
    ],
    [
      "no pods with volumes",
      { mode: { kind: "statefulset", replicas: 0, volume: { size: "1Gi" } } },
      "mode.replicas is 0; give a whole number, 1 or more.",
    ],
    [
      "two that read the same",
      { ...reading, mode: { kind: "daemonset" } },
      'mode is {"kind":"daemonset"}; give { kind: "deployment", scale: { kind: "fixed", replicas: 1 } }, or a statefulset of 1: two scrape twice.',
    ],
    [
      "nothing to read",
      { ...reading, receivers: { prometheus: { kind: "prometheus", jobs: [] } } },
      "receivers.prometheus.jobs is []; give one job or more.",
    ],
    [
      "one port for two",
      {
        receivers: {
          otlp: { kind: "otlp", protocols: ["grpc"] },
          more: { kind: "otlp", protocols: ["grpc"] },
        },
      },
      'receivers is "4317/TCP"; give each port once.',
    ],
    [
      "a certificate that nothing shows",
      { ...reading, tls: { certificate: { kind: "secret", name: "tls" } } },
      'tls is "given"; give a receiver otlp, or leave it out.',
    ],
    [
      "to verify what has no certificate",
      { exporters: { oap: { kind: "otlp", to: backend, identity: "me" } } },
      'exporters.oap.to is "one that speaks grpc"; give a place that speaks grpcs or https: without TLS nothing is verified.',
    ],
    [
      "a request above the limit",
      {
        resources: {
          requests: { cpu: "1", memory: "2Gi" },
          limits: { cpu: "1", memory: "1Gi" },
        },
      },
      'resources.requests.memory is "2Gi"; give no more than the limit, 1Gi.',
    ],
    [
      "no time to end",
      { drainSeconds: 0 },
      "drainSeconds is 0; give a whole number of seconds, 1 or more.",
    ],
    [
      "half a second to be forgotten",
      { preStopSeconds: 0.5 },
      "preStopSeconds is 0.5; give a whole number of seconds, 1 or more.",
    ],
    [
      "a variable of its own",
      {
        env: { GOMEMLIMIT: "1GiB" },
      },
      'env.GOMEMLIMIT is "set by the component itself"; give resources.limits.memory.',
    ],
    [
      "a pipeline of parts that are not there",
      { pipelines: { traces: { receivers: ["otlp"], exporters: ["jaeger"] } } },
      'pipelines.traces.exporters is "jaeger"; give one that is defined: otlp_grpc/oap.',
    ],
  ];
  test.each(cases)("%s", async (_name, special, message) => {
    await expect(make(special)).rejects.toThrow(`OtelCollector "collector": ${message}`);
  });
});
