import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { afterEach, describe, expect, test, vi } from "vitest";
import * as all from "./index";
import { loginGate } from "./elasticsearch/gate";
import { PROMISES } from "./kit/promises";
import { render } from "./kit/testing";
import {
  AgentDaemonSet,
  type AgentDaemonSetArgs,
  CertManager,
  type CertManagerArgs,
  Elasticsearch,
  type ElasticsearchArgs,
  endpointAt,
  type Env,
  externalElasticsearch,
  GrpcGateway,
  type GrpcGatewayArgs,
  JaegerCollector,
  type JaegerCollectorArgs,
  JaegerDependencies,
  type JaegerDependenciesArgs,
  type JaegerElasticsearch,
  JaegerIndexCare,
  JaegerIngester,
  type JaegerIngesterArgs,
  JaegerMonitoring,
  type JaegerMonitoringArgs,
  JaegerQuery,
  type JaegerQueryArgs,
  MetricsAdapter,
  type MetricsAdapterArgs,
  Oap,
  type OapArgs,
  OtelCollector,
  type OtelCollectorArgs,
  Satellite,
  type SatelliteArgs,
  SkyWalkingUi,
  type SkyWalkingUiArgs,
  SwckOperator,
  type SwckOperatorArgs,
  TracingNamespace,
  type TracingNamespaceArgs,
} from "./index";

type Options = pulumi.ComponentResourceOptions;
type Make = (options: Options) => pulumi.ComponentResource;

const namespace = "tracing";
const everyone = [{ kind: "cluster" }] as const;
const three = { kind: "fixed", replicas: 3 } as const;
const auto = { kind: "auto", min: 2, max: 5, cpuPercent: 70 } as const;
const credentials = {
  username: { name: "external-login", key: "username" },
  password: { name: "external-login", key: "password" },
};
const ca = { kind: "secret", name: "external-ca", key: "ca.crt" } as const;
const certificate = { kind: "secret", name: "external-tls" } as const;
const issuer = { kind: "certManager", issuer: { name: "internal", kind: "Issuer" } } as const;
const env: Env = {
  JAVA_TOOL_OPTIONS: "-Dfile.encoding=UTF-8",
  HTTP_PROXY_TOKEN: { secret: { name: "external-proxy", key: "token" } },
};
const shared = {
  namespace,
  env,
  callers: everyone,
  images: { registry: "registry.example.com", pullSecrets: ["external-pull"] },
  placement: { nodeSelector: { apm: "skywalking" }, priorityClassName: "tracing" },
};

const elasticsearch = (args: ElasticsearchArgs) => (options: Options) =>
  new Elasticsearch("elasticsearch", args, options);

const oap =
  (args: Partial<OapArgs> = {}) =>
  (options: Options) => {
    const endpoint = endpointAt("es.example.com", 9200, "https");
    const connection = externalElasticsearch({ endpoint, credentials, ca, version: "8.18.8" });
    const storage = { kind: "elasticsearch", connection } as const;
    return new Oap("oap", { ...shared, version: "10.4.0", storage, ...args }, options);
  };

const rest = endpointAt("oap.example.com", 12800, "http");
const backend = { rest, version: "10.4.0" };
const users = [{ name: "root", passwordHash: "$argon2id$", role: "admin" }] as const;

const ui =
  (args: Partial<SkyWalkingUiArgs> = {}) =>
  (options: Options) =>
    new SkyWalkingUi("ui", { ...shared, version: "10.4.0", oap: backend, ...args }, options);

const horizon = (args: Partial<SkyWalkingUiArgs> = {}) =>
  ui({ version: "0.7.0", flavor: { kind: "horizon", users }, ...args });

const agents = endpointAt("oap.example.com", 11800, "grpc");
const upstream = { kind: "pods", service: agents } as const;

const gateway =
  (special: Partial<GrpcGatewayArgs> = {}) =>
  (options: Options) => {
    const grpc = { kind: "grpc", port: 11800, upstream, callers: everyone } as const;
    const { images, placement } = shared;
    const given = { namespace, images, placement, version: "1.30.6", routes: { grpc } };
    return new GrpcGateway("gateway", { ...given, ...special }, options);
  };

const members = {
  ...agents,
  pods: {
    namespace: agents.host,
    selector: { "app.kubernetes.io/instance": "oap", "app.kubernetes.io/name": "skywalking-oap" },
    port: 11800,
  },
};

const satellite =
  (special: Partial<SatelliteArgs> = {}) =>
  (options: Options) => {
    const { images, placement } = shared;
    const found = { kind: "kubernetes", members } as const;
    const given = { namespace, images, placement, version: "1.3.0", oap: found };
    return new Satellite("satellite", { ...given, ...special }, options);
  };

const collector =
  (special: Partial<OtelCollectorArgs> = {}) =>
  (options: Options) => {
    const pipelines = { traces: { receivers: ["otlp"], exporters: ["oap"] } };
    const given = {
      ...shared,
      version: "0.159.0",
      receivers: { otlp: { kind: "otlp" } },
      exporters: { oap: { kind: "otlp", to: agents } },
      pipelines,
    } as const;
    return new OtelCollector("collector", { ...given, ...special }, options);
  };

const agent =
  (special: Partial<AgentDaemonSetArgs> = {}) =>
  (options: Options) => {
    const { images, placement, callers } = shared;
    const to = { endpoint: endpointAt("collector.example.com", 4317, "grpc") };
    const given = { namespace, images, placement, callers, version: "0.159.0", to };
    return new AgentDaemonSet("agent", { ...given, ...special }, options);
  };

const adapter =
  (special: Partial<MetricsAdapterArgs> = {}) =>
  (options: Options) => {
    const { images, placement } = shared;
    const oap = { rest, timeZone: "UTC" };
    const given = { namespace, images, placement, version: "0.10.0", oap, certificate: issuer };
    return new MetricsAdapter("adapter", { ...given, ...special }, options);
  };

const certManager = (args: CertManagerArgs) => (options: Options) =>
  new CertManager("certificates", args, options);

const operator =
  (special: Partial<SwckOperatorArgs> = {}) =>
  (options: Options) => {
    const { images, placement } = shared;
    const given = { namespace, images, placement, version: "0.10.0", certificate: issuer };
    return new SwckOperator("operator", { ...given, backend: agents, ...special }, options);
  };

const jaegerServer = endpointAt("es.example.com", 9200, "https");
const jaegerStore: JaegerElasticsearch = {
  kind: "elasticsearch",
  indexPrefix: "apm",
  connection: {
    endpoint: jaegerServer,
    credentials,
    ca,
    gate: loginGate({
      version: "8.19.21",
      endpoint: jaegerServer,
      nodes: ["es.example.com"],
      login: "external-login",
      ca,
    }),
  },
  archive: {},
};

const jaeger = {
  namespace,
  images: shared.images,
  placement: shared.placement,
  version: "2.20.0",
  schema: "jaeger-index-care-init-1",
};

const jaegerCollector =
  (special: Partial<JaegerCollectorArgs> = {}) =>
  (options: Options) => {
    const given = {
      ...jaeger,
      callers: everyone,
      to: { kind: "store", store: jaegerStore },
    } as const;
    return new JaegerCollector("jaeger-collector", { ...given, ...special }, options);
  };

const jaegerQuery =
  (special: Partial<JaegerQueryArgs> = {}) =>
  (options: Options) => {
    const given = { ...jaeger, callers: everyone, store: jaegerStore };
    return new JaegerQuery("jaeger-query", { ...given, ...special }, options);
  };

const kafka = { brokers: [endpointAt("kafka.example.com", 9092, "tcp")] };

const jaegerIngester =
  (special: Partial<JaegerIngesterArgs> = {}) =>
  (options: Options) =>
    new JaegerIngester(
      "jaeger-ingester",
      { ...jaeger, kafka, store: jaegerStore, ...special },
      options,
    );

const indexCare = (special: Partial<JaegerElasticsearch> = {}) => {
  const { images, placement } = shared;
  const store = { ...jaegerStore, ...special };
  return (options: Options) =>
    new JaegerIndexCare(
      "care",
      { namespace, images, placement, version: "2.20.0", store },
      options,
    );
};

const dependencies =
  (special: Partial<JaegerDependenciesArgs> = {}) =>
  (options: Options) => {
    const { images, placement } = shared;
    const given = { namespace, images, placement, version: "0.7.2", store: jaegerStore };
    return new JaegerDependencies("dependencies", { ...given, ...special }, options);
  };

const monitoring =
  (special: Partial<JaegerMonitoringArgs> = {}) =>
  (options: Options) => {
    const watched = { collector: members, query: members };
    const runbookUrl = "https://wiki.example.com/runbook";
    const given = { namespace, version: "2.20.0", watched, runbookUrl };
    return new JaegerMonitoring("monitoring", { ...given, ...special }, options);
  };

const tracing = (args: Partial<TracingNamespaceArgs>) => (options: Options) =>
  new TracingNamespace("tracing", { name: namespace, ...args }, options);

const volume = { size: "10Gi" } as const;
const quota = {
  requestsCpu: "8",
  requestsMemory: "16Gi",
  limitsCpu: "16",
  limitsMemory: "32Gi",
  pods: 20,
} as const;

/** Every component in each of its shapes: class, then what is special, then how it is made. */
const SHAPES: [component: string, shape: string, make: Make][] = [
  ["AgentDaemonSet", "behind a Service", agent()],
  [
    "AgentDaemonSet",
    "at ports of nodes, with everything",
    agent({
      exposure: { kind: "hostPort" },
      receives: { jaeger: ["grpc", "thrift_http", "thrift_compact", "thrift_binary"] },
      sampling: { endpoint: endpointAt("collector.example.com", 5779, "grpc") },
      kubernetesAttributes: { deployments: "on" },
      to: {
        endpoint: endpointAt("collector.example.com", 4317, "grpcs"),
        ca,
        identity: "external-identity",
        headers: { authorization: { name: "external-token", key: "token" } },
      },
      queue: { kept: { kind: "pod", size: "1Gi" } },
      tags: { "k8s.cluster.name": "uat" },
      scrapers: everyone,
    }),
  ],
  [
    "CertManager",
    "that is there, with a CA of its own",
    certManager({ mode: "existing", namespace, issuers: { ca: { kind: "selfSigned" } } }),
  ],
  ...(["manifests", "chart", "package"] as const).map((mode): [string, string, Make] => [
    "CertManager",
    `by ${mode}`,
    certManager({
      mode,
      namespace,
      version: "1.21.2",
      images: shared.images,
      placement: shared.placement,
      issuers: { ca: { kind: "selfSigned" } },
    }),
  ]),
  [
    "CertManager",
    "one of each, asking a public CA",
    certManager({
      mode: "manifests",
      namespace,
      version: "1.21.2",
      replicas: 1,
      issuers: {
        public: {
          kind: "acme",
          server: "https://acme.example.com/directory",
          email: "tracing@example.com",
          solvers: [{ kind: "http01Ingress", className: "nginx" }],
        },
      },
    }),
  ],
  [
    "Elasticsearch",
    "one node of its own",
    elasticsearch({ kind: "native", ...shared, version: "8.18.8", volume }),
  ],
  [
    "Elasticsearch",
    "a cluster of its own behind TLS",
    elasticsearch({
      kind: "native",
      ...shared,
      version: "8.18.8",
      volume,
      nodes: 3,
      tls: certificate,
    }),
  ],
  [
    "Elasticsearch",
    "a cluster with a certificate of cert-manager",
    elasticsearch({ kind: "native", ...shared, version: "8.18.8", volume, nodes: 3, tls: issuer }),
  ],
  [
    "Elasticsearch",
    "one that others share",
    elasticsearch({
      kind: "native",
      ...shared,
      version: "8.19.21",
      volume,
      others: [{ user: "jaeger", indexPattern: "jaeger-*" }],
    }),
  ],
  ["Elasticsearch", "by ECK", elasticsearch({ kind: "eck", ...shared, version: "8.18.8", volume })],
  [
    "Elasticsearch",
    "a cluster by ECK",
    elasticsearch({ kind: "eck", ...shared, version: "8.18.8", volume, nodes: 3 }),
  ],
  ["Oap", "one pod", oap()],
  ["Oap", "version 10.1", oap({ version: "10.1.0" })],
  ["Oap", "a cluster", oap({ topology: { kind: "mixed", scale: three } })],
  ["Oap", "autoscaled", oap({ topology: { kind: "mixed", scale: auto } })],
  ["Oap", "split", oap({ topology: { kind: "split", receivers: three, aggregators: three } })],
  [
    "Oap",
    "with every feature",
    oap({
      topology: { kind: "mixed", scale: three },
      features: ["zipkin", "promql", "logql", "traceql", "firehose"],
      mtls: { certificate, clientCa: ca },
      agentToken: pulumi.secret("token"),
      sampling: { ratePerTenThousand: 5000 },
      alarms: {
        rules: { slow_rule: { expression: "sum(a > 1) >= 3", message: "slow", periodMinutes: 5 } },
        hooks: { us: { kind: "webhook", urls: ["https://example.com"] } },
      },
      dynamicConfiguration: { items: { "agent-analyzer.default.slowDBAccessThreshold": "a:200" } },
      accessLogs: { http: ["k8s-mesh", "persistence"], tcp: ["k8s-mesh"] },
      onDemandPodLogs: "on",
    }),
  ],
  ["Oap", "one pod behind TLS", oap({ grpc: { tls: issuer } })],
  [
    "Oap",
    "at node ports",
    oap({ exposure: { kind: "nodePort", grpc: 31180, rest: 31181 }, readers: everyone }),
  ],
  [
    "Oap",
    "behind a load balancer",
    oap({ exposure: { kind: "loadBalancer", sourceRanges: ["10.0.0.0/8"] } }),
  ],
  [
    "Oap",
    "with BanyanDB and ZooKeeper",
    oap({
      topology: { kind: "mixed", scale: three },
      coordinator: {
        kind: "zookeeper",
        servers: [endpointAt("zk.example.com", 2181, "tcp")],
        acl: { name: "external-zk", key: "acl" },
      },
      storage: {
        kind: "banyandb",
        targets: [endpointAt("banyandb.example.com", 17912, "grpcs")],
        apiVersion: "0.10",
        credentials,
        ca,
      },
    }),
  ],
  [
    "Oap",
    "with PostgreSQL and etcd",
    oap({
      coordinator: {
        kind: "etcd",
        servers: [endpointAt("etcd.example.com", 2379, "http")],
        credentials,
      },
      storage: {
        kind: "postgresql",
        endpoint: endpointAt("pg.example.com", 5432, "tcp"),
        database: "skywalking",
        credentials,
        ca,
      },
    }),
  ],
  ["GrpcGateway", "two pods", gateway()],
  ["GrpcGateway", "one pod", gateway({ scale: { kind: "fixed", replicas: 1 } })],
  [
    "GrpcGateway",
    "autoscaled at node ports",
    gateway({ scale: auto, exposure: { kind: "nodePort", ports: { grpc: 31180 } } }),
  ],
  [
    "GrpcGateway",
    "behind a load balancer, between TLS and TLS",
    gateway({
      exposure: { kind: "loadBalancer", routes: ["grpc"], sourceRanges: ["10.0.0.0/8"] },
      tls: { certificate: issuer, clientCa: ca },
      routes: {
        grpc: {
          kind: "grpc",
          port: 11800,
          upstream: {
            kind: "servers",
            servers: [endpointAt("oap.example.com", 11801, "grpcs")],
            tls: { ca, identity: "external-identity" },
          },
        },
        rest: { kind: "http", port: 12800, upstream: { kind: "servers", servers: [rest] } },
      },
      scrapers: everyone,
    }),
  ],
  ["JaegerCollector", "one pod", jaegerCollector()],
  [
    "JaegerCollector",
    "autoscaled, with all that it can do",
    jaegerCollector({
      scale: { kind: "auto", min: 2, max: 5, memoryPercent: 80 },
      sampling: { kind: "adaptive" },
      spanMetrics: "on",
      tls: { certificate: issuer, clientCa: ca },
      scrapers: everyone,
      podAnnotations: { "example.com/team": "tracing" },
    }),
  ],
  [
    "JaegerCollector",
    "for old clients, into Kafka",
    jaegerCollector({
      to: { kind: "kafka", kafka: { ...kafka, login: { credentials, mechanism: "PLAIN" } } },
      legacy: ["jaeger", "zipkin"],
    }),
  ],
  [
    "JaegerCollector",
    "with Badger",
    jaegerCollector({
      to: { kind: "store", store: { kind: "badger", volume: { size: "10Gi" } } },
    }),
  ],
  [
    "JaegerCollector",
    "of Jaeger 1",
    jaegerCollector({ generation: "v1", version: "1.76.0", scale: three }),
  ],
  ["JaegerDependencies", "of Elasticsearch behind TLS", dependencies()],
  [
    "JaegerDependencies",
    "of Cassandra",
    dependencies({
      store: { kind: "cassandra", servers: [endpointAt("cassandra.example.com", 9042, "tcp")] },
    }),
  ],
  ["JaegerIndexCare", "of daily indices", indexCare()],
  ["JaegerIndexCare", "of aliases", indexCare({ rotation: { kind: "rollover" } })],
  ["JaegerIndexCare", "of a lifecycle policy", indexCare({ rotation: { kind: "ilm" } })],
  ["JaegerIngester", "one pod", jaegerIngester()],
  [
    "JaegerIngester",
    "autoscaled",
    jaegerIngester({ scale: { kind: "auto", min: 2, max: 5 }, scrapers: everyone }),
  ],
  ["JaegerIngester", "of Jaeger 1", jaegerIngester({ generation: "v1", version: "1.76.0" })],
  ["JaegerMonitoring", "by the operators", monitoring({ cronJobs: ["care-cleaner"] })],
  [
    "JaegerMonitoring",
    "by Service, with Grafana's operator",
    monitoring({
      scraping: { kind: "serviceMonitor" },
      rules: { kind: "configMap" },
      dashboard: { kind: "grafanaDashboard", grafana: { dashboards: "main" } },
    }),
  ],
  ["JaegerQuery", "one pod", jaegerQuery()],
  [
    "JaegerQuery",
    "several behind a login, at an Ingress",
    jaegerQuery({
      scale: three,
      basePath: "/jaeger",
      monitor: { kind: "prometheus", endpoint: endpointAt("prometheus", 9090, "http"), ca },
      login: {
        version: "7.15.3",
        issuer: "https://login.example.com",
        clientId: "jaeger",
        clientSecret: "secret",
        emailDomains: ["example.com"],
      },
      exposure: {
        kind: "ingress",
        host: "jaeger.example.com",
        className: "nginx",
        tlsSecret: "external-tls",
      },
    }),
  ],
  [
    "JaegerQuery",
    "autoscaled, at a Gateway",
    jaegerQuery({
      scale: { kind: "auto", min: 2, max: 5 },
      exposure: {
        kind: "gateway",
        host: "jaeger.example.com",
        gateway: { name: "public", namespace: "gateways" },
      },
    }),
  ],
  [
    "JaegerQuery",
    "at a node port",
    jaegerQuery({ exposure: { kind: "nodePort", nodePort: 31686 } }),
  ],
  ["JaegerQuery", "of Jaeger 1", jaegerQuery({ generation: "v1", version: "1.76.0" })],
  ["MetricsAdapter", "with a certificate of cert-manager", adapter()],
  [
    "MetricsAdapter",
    "with a certificate of someone else",
    adapter({ certificate: { kind: "secret", name: "external-tls", ca: "PEM" } }),
  ],
  ["OtelCollector", "two pods", collector()],
  ["OtelCollector", "autoscaled", collector({ mode: { kind: "deployment", scale: auto } })],
  [
    "OtelCollector",
    "one that finds what it reads",
    collector({
      mode: { kind: "deployment", scale: { kind: "fixed", replicas: 1 } },
      receivers: {
        prometheus: {
          kind: "prometheus",
          jobs: [{ name: "so11y", targets: { kind: "pods", of: members, portName: "metrics" } }],
        },
      },
      exporters: {
        oap: { kind: "otlp", to: agents, headers: { authentication: pulumi.secret("token") } },
      },
      pipelines: { metrics: { receivers: ["prometheus"], exporters: ["oap"] } },
      scrapers: everyone,
    }),
  ],
  [
    "OtelCollector",
    "on every node, with names of pods",
    collector({
      mode: { kind: "daemonset" },
      receivers: {
        otlp: { kind: "otlp" },
        jaeger: { kind: "jaeger", protocols: ["grpc", "thrift_compact"] },
      },
      processors: { pods: { kind: "kubernetes", pods: { kind: "node" } } },
      pipelines: {
        traces: { receivers: ["otlp", "jaeger"], processors: ["pods"], exporters: ["oap"] },
      },
    }),
  ],
  [
    "OtelCollector",
    "with queues on volumes, between TLS and TLS",
    collector({
      mode: { kind: "statefulset", volume: { size: "10Gi", storageClass: "fast" } },
      tls: { certificate: issuer, clientCa: ca },
      exporters: {
        oap: {
          kind: "otlp",
          to: endpointAt("oap.example.com", 11801, "grpcs"),
          ca,
          identity: "external-identity",
        },
      },
    }),
  ],
  ["Satellite", "two pods that find OAP", satellite()],
  ["Satellite", "one pod", satellite({ scale: { kind: "fixed", replicas: 1 } })],
  ["Satellite", "autoscaled", satellite({ scale: auto, callers: everyone, scrapers: everyone })],
  [
    "Satellite",
    "by connections, behind TLS, with a list of OAP behind TLS",
    satellite({
      scale: { kind: "connections", min: 2, max: 5, target: 100 },
      server: { tls: issuer },
      oap: {
        kind: "static",
        servers: [endpointAt("oap.example.com", 11801, "grpcs")],
        tls: { ca, identity: "external-identity" },
      },
    }),
  ],
  ["SkyWalkingUi", "booster", ui()],
  [
    "SkyWalkingUi",
    "booster at a node port",
    ui({ exposure: { kind: "nodePort", nodePort: 31182 } }),
  ],
  [
    "SkyWalkingUi",
    "booster behind a load balancer",
    ui({ exposure: { kind: "loadBalancer", sourceRanges: ["10.0.0.0/8"] } }),
  ],
  [
    "SkyWalkingUi",
    "two of booster behind an Ingress",
    ui({
      scale: { kind: "fixed", replicas: 2 },
      exposure: { kind: "ingress", host: "ui.example.com", className: "nginx", tlsSecret: "tls" },
    }),
  ],
  [
    "SkyWalkingUi",
    "booster autoscaled behind a Gateway",
    ui({
      scale: auto,
      exposure: {
        kind: "gateway",
        host: "ui.example.com",
        gateway: { name: "public", namespace: "edge" },
      },
    }),
  ],
  ["SkyWalkingUi", "Horizon", horizon({ oap: { rest, version: "11.0.0" } })],
  [
    "SkyWalkingUi",
    "Horizon with a volume and an identity provider",
    horizon({
      version: "1.0.0",
      oap: { rest, version: "11.0.0", admin: endpointAt("oap.example.com", 17128, "http") },
      exposure: { kind: "ingress", host: "ui.example.com", className: "nginx", tlsSecret: "tls" },
      flavor: {
        kind: "horizon",
        users,
        volume: { size: "1Gi" },
        singleSignOn: {
          providers: [
            {
              id: "sso",
              issuer: "https://login.example.com",
              clientId: "c",
              clientSecret: pulumi.secret("s"),
              allowedDomains: ["example.com"],
            },
          ],
        },
      },
    }),
  ],
  [
    "SwckOperator",
    "with a certificate of cert-manager",
    operator({ agents: { shop: { version: "9.4.0-java17" } } }),
  ],
  [
    "SwckOperator",
    "alone, for everything, with a certificate of someone else",
    operator({
      replicas: 1,
      manages: "everything",
      certificate: { kind: "secret", name: "external-tls", ca: "PEM" },
    }),
  ],
  ["TracingNamespace", "closed", tracing({})],
  [
    "TracingNamespace",
    "with everything",
    tracing({ quota, pullSecret: { dockerConfigJson: pulumi.secret("{}") } }),
  ],
];

test("every component of the public list is here, in at least one shape", () => {
  const components = Object.entries<any>(all)
    .filter(([, { prototype }]) => prototype instanceof pulumi.ComponentResource)
    .map(([name]) => name);
  expect([...new Set(SHAPES.map(([component]) => component))].sort()).toEqual(components.sort());
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe.each(SHAPES)("%s: %s", (component, _shape, make) => {
  test("keeps every promise", async () => {
    const objects = await render(() => make({}));
    const faults = Object.entries(PROMISES).flatMap(([promise, broken]) =>
      broken(objects).map((fault) => `${fault} (${promise})`),
    );
    expect(faults).toEqual([]);
  });

  test("makes a Service after its workloads, unless nobody waits for it", async () => {
    let underWay = 0;
    const awaited: string[] = [];
    const early: string[] = [];
    await render(
      () => make({}),
      async ({ type, name, inputs }) => {
        if (/:(Deployment|StatefulSet|DaemonSet)$/.test(type)) {
          early.push(...awaited);
          underWay += 1;
          await new Promise((resolve) => setTimeout(resolve, 20));
          underWay -= 1;
        }
        const skips = inputs.metadata?.annotations?.["pulumi.com/skipAwait"] === "true";
        if (!type.endsWith(":Service") || skips) return;
        awaited.push(name);
        if (underWay > 0) early.push(name);
      },
    );
    expect(early).toEqual([]);
  });

  test("hands its provider, as their parent, to all that it makes", async () => {
    const made = await render(() => {
      const kubernetes = new k8s.Provider("chosen-kubernetes", { kubeconfig: "{}" });
      const passwords = new random.Provider("chosen-random");
      make({ providers: { kubernetes, random: passwords } });
    });
    const objects = made.filter(({ type }) => !type.startsWith("pulumi:providers:"));
    const strays = objects
      .filter(({ type, provider }) => !provider.includes(`::chosen-${type.split(":")[0]}::`))
      .map(({ type, name }) => `${type} ${name}`);
    expect(strays).toEqual([]);
    expect(objects.length).toBeGreaterThan(2);
  });

  test("is registered by its public name, with its outputs", async () => {
    const register = vi.spyOn(pulumi.ComponentResource.prototype as any, "registerOutputs");
    await render(() => make({}));
    const [made] = register.mock.contexts;
    expect(made.__pulumiType).toBe(`kube-tracing:index:${component}`);
    // Pulumi itself registers a component that forgot to, and then without outputs.
    const [outputs] = register.mock.calls[0] ?? [];
    expect(Object.keys(outputs ?? {})).not.toEqual([]);
  });
});
