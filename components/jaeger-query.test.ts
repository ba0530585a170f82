import { describe, expect, test } from "vitest";
import { JaegerQuery, type JaegerQueryArgs } from "./jaeger-query";
import { endpointAt } from "./kit/endpoint";
import type { SharedJaegerStore } from "./kit/jaeger-store";
import { only, render, type Rendered, valueOf } from "./kit/testing";

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const SERVICE = "kubernetes:core/v1:Service";
const es: SharedJaegerStore = {
  kind: "elasticsearch",
  connection: { endpoint: endpointAt("es.example.com", 9200, "https") },
};
const remote: SharedJaegerStore = { kind: "grpc", endpoint: endpointAt("c", 17271, "grpc") };
const cluster = [{ kind: "cluster" }] as const;
const ingress = {
  kind: "ingress",
  host: "jaeger.example.com",
  className: "nginx",
  tlsSecret: "jaeger-tls",
} as const;
const login = {
  version: "7.15.3",
  issuer: "https://login.example.com/realms/ops",
  clientId: "jaeger",
  clientSecret: 's3"cret',
  emailDomains: ["example.com", "example.org"],
} as const;
const prometheus = endpointAt("prometheus", 9090, "http");

function args(special: Partial<JaegerQueryArgs> = {}): JaegerQueryArgs {
  return { namespace: "tracing", version: "2.20.0", store: es, ...special };
}
const made = (special: Partial<JaegerQueryArgs> = {}) =>
  render(() => new JaegerQuery("jaeger-query", args(special)));
const podOf = (objects: readonly Rendered[]) => only(objects, DEPLOYMENT).inputs.spec.template.spec;
const dataOf = (objects: readonly Rendered[]) =>
  only(objects, "kubernetes:core/v1:ConfigMap").inputs.data;
const configOf = (objects: readonly Rendered[]) => JSON.parse(dataOf(objects)["config.yaml"]);
const queryOf = (objects: readonly Rendered[]) => configOf(objects).extensions.jaeger_query;
const envOf = (container: any): Record<string, string> =>
  Object.fromEntries(container.env.map(({ name, value }: any) => [name, value]));

describe("a query", () => {
  test("is these objects", async () => {
    const objects = await made();
    expect(objects.map(({ type, name }) => `${type.split(":")[2]} ${name}`)).toEqual([
      "Deployment jaeger-query",
      "ConfigMap jaeger-query",
      "Service jaeger-query",
      "Service jaeger-query-headless",
      "ServiceAccount jaeger-query",
      "NetworkPolicy jaeger-query",
    ]);
  });

  test("reads its store, does not trace itself, and loads no trace without end", async () => {
    expect(queryOf(await made())).toEqual({
      base_path: "/",
      storage: { traces: "main" },
      ui: { config_file: "/etc/jaeger/ui.json" },
      http: { endpoint: "0.0.0.0:16686" },
      grpc: { endpoint: "${env:POD_IP}:16685" },
      max_clock_skew_adjust: "0s",
      max_trace_size: 10000,
      enable_tracing: false,
    });
    expect(configOf(await made()).service.pipelines).toEqual({
      traces: { receivers: ["nop"], processors: [], exporters: ["nop"] },
    });
  });

  test("of 2.13 cannot limit what it loads", async () => {
    expect(queryOf(await made({ version: "2.13.0" }))).not.toHaveProperty("max_trace_size");
  });

  test("shows the menus of what there is", async () => {
    const ui = async (special: Partial<JaegerQueryArgs>) =>
      JSON.parse(dataOf(await made(special))["ui.json"]);
    expect(await ui({})).toEqual({
      dependencies: { menuEnabled: true },
      archiveEnabled: false,
      monitor: { menuEnabled: false },
    });
    const links = [{ type: "traces", url: "https://logs.example.com", text: "Logs" }];
    const more = { linkPatterns: links, dependencies: { menuEnabled: false } };
    const monitor = { kind: "store" } as const;
    expect(await ui({ store: { ...es, archive: {} }, monitor, ui: more })).toEqual({
      dependencies: { menuEnabled: false },
      archiveEnabled: true,
      monitor: { menuEnabled: true },
      linkPatterns: links,
    });
  });

  test("reads the archive, and figures of the store", async () => {
    const objects = await made({ store: { ...es, archive: {} }, monitor: { kind: "store" } });
    const { backends, metric_backends } = configOf(objects).extensions.jaeger_storage;
    expect(queryOf(objects).storage).toEqual({
      traces: "main",
      traces_archive: "archive",
      metrics: "main",
    });
    expect(Object.keys(backends)).toEqual(["main", "archive"]);
    expect(metric_backends.main).toEqual(backends.main);
  });

  test("reads figures of Prometheus, and may call it", async () => {
    const monitor = { kind: "prometheus", endpoint: prometheus } as const;
    const objects = await made({ store: remote, monitor });
    expect(configOf(objects).extensions.jaeger_storage.metric_backends.main).toEqual({
      prometheus: {
        endpoint: "http://prometheus:9090",
        normalize_calls: true,
        normalize_duration: true,
      },
    });
    const { egress } = only(objects, "kubernetes:networking.k8s.io/v1:NetworkPolicy").inputs.spec;
    const ports = egress.map((rule: any) => rule.ports.map(({ port }: any) => port));
    expect(ports).toEqual([[53, 53], [17271], [9090]]);
  });

  test("several are spread, and drained one at a time", async () => {
    const objects = await made({ scale: { kind: "fixed", replicas: 2 } });
    expect(podOf(objects).topologySpreadConstraints).toHaveLength(2);
    expect(only(objects, "kubernetes:policy/v1:PodDisruptionBudget").name).toBe("jaeger-query");
  });

  test("is opened at an Ingress of a class, under its path", async () => {
    let url = "";
    const objects = await render(async () => {
      const given = args({ exposure: ingress, callers: cluster, basePath: "/jaeger" });
      const query = new JaegerQuery("jaeger-query", given);
      url = query.url === undefined ? "" : await valueOf(query.url);
    });
    expect(url).toBe("https://jaeger.example.com/jaeger");
    const { spec } = only(objects, "kubernetes:networking.k8s.io/v1:Ingress").inputs;
    expect(spec.ingressClassName).toBe("nginx");
    expect(spec.rules[0].http.paths[0].backend.service).toEqual({
      name: "jaeger-query",
      port: { number: 16686 },
    });
  });

  test("is opened at a Gateway, at a node port, or by a load balancer", async () => {
    const gateway = { name: "public", namespace: "gateways" };
    const host = "jaeger.example.com";
    const routed = await made({ exposure: { kind: "gateway", host, gateway }, callers: cluster });
    const route = only(routed, "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute").inputs.spec;
    expect(route.rules).toEqual([{ backendRefs: [{ name: "jaeger-query", port: 16686 }] }]);
    const node = await made({ exposure: { kind: "nodePort", nodePort: 31686 }, callers: cluster });
    expect(only(node, SERVICE, "jaeger-query").inputs.spec.ports).toEqual([
      {
        name: "http-query",
        port: 16686,
        targetPort: "http-query",
        appProtocol: "http",
        nodePort: 31686,
      },
    ]);
    const balanced = await made({
      exposure: { kind: "loadBalancer", sourceRanges: ["10.0.0.0/8"] },
    });
    expect(only(balanced, SERVICE, "jaeger-query").inputs.spec.type).toBe("LoadBalancer");
  });
});

describe("behind a login", () => {
  const guarded = () => made({ login, exposure: ingress, callers: cluster, basePath: "/jaeger" });

  test("everybody comes in by oauth2-proxy, and the page answers inside of the pod alone", async () => {
    const objects = await guarded();
    expect(queryOf(objects).http).toEqual({ endpoint: "127.0.0.1:16686" });
    const [port] = only(objects, SERVICE, "jaeger-query").inputs.spec.ports;
    expect([port.port, port.targetPort]).toEqual([16686, "http-login"]);
    const { ingress: rules } = only(objects, "kubernetes:networking.k8s.io/v1:NetworkPolicy").inputs
      .spec;
    const ports = rules.map((rule: any) => rule.ports.map(({ port: number }: any) => number));
    expect(ports).toEqual([[4180, 16685, 8888], [4180]]);
  });

  test("it knows the provider, and where to lead people back to", async () => {
    const [, proxy] = podOf(await guarded()).containers;
    expect(proxy.image).toBe("quay.io/oauth2-proxy/oauth2-proxy:v7.15.3");
    expect(proxy.args).toEqual(["--config=/etc/oauth2-proxy/secrets.cfg"]);
    expect(envOf(proxy)).toEqual({
      OAUTH2_PROXY_HTTP_ADDRESS: "0.0.0.0:4180",
      OAUTH2_PROXY_UPSTREAMS: "http://127.0.0.1:16686",
      OAUTH2_PROXY_REVERSE_PROXY: "true",
      OAUTH2_PROXY_PROXY_PREFIX: "/jaeger/oauth2",
      OAUTH2_PROXY_REDIRECT_URL: "https://jaeger.example.com/jaeger/oauth2/callback",
      OAUTH2_PROXY_PROVIDER: "oidc",
      OAUTH2_PROXY_OIDC_ISSUER_URL: "https://login.example.com/realms/ops",
      OAUTH2_PROXY_CLIENT_ID: "jaeger",
      OAUTH2_PROXY_COOKIE_SECURE: "true",
      OAUTH2_PROXY_COOKIE_SAMESITE: "lax",
      OAUTH2_PROXY_CODE_CHALLENGE_METHOD: "S256",
      OAUTH2_PROXY_EMAIL_DOMAINS: "example.com,example.org",
    });
  });

  test("its secrets are in a file of a Secret", async () => {
    const secret = only(await guarded(), "kubernetes:core/v1:Secret");
    expect(secret.secret).toEqual(["stringData"]);
    expect(secret.inputs.stringData).toEqual({
      "secrets.cfg": 'client_secret = "s3\\"cret"\ncookie_secret = "generated"\n',
    });
  });
});

test("Jaeger 1: its image, everything in variables", async () => {
  const monitor = { kind: "prometheus", endpoint: prometheus } as const;
  const objects = await made({ generation: "v1", version: "1.76.0", monitor, basePath: "/jaeger" });
  const [container] = podOf(objects).containers;
  expect(container.image).toBe("docker.io/jaegertracing/jaeger-query:1.76.0");
  expect(Object.keys(dataOf(objects))).toEqual(["ui.json"]);
  expect(envOf(container)).toMatchObject({
    ADMIN_HTTP_HOST_PORT: "0.0.0.0:16687",
    ES_SERVER_URLS: "https://es.example.com:9200",
    METRICS_STORAGE_TYPE: "prometheus",
    PROMETHEUS_QUERY_NORMALIZE_CALLS: "true",
    PROMETHEUS_QUERY_NORMALIZE_DURATION: "true",
    PROMETHEUS_SERVER_URL: "http://prometheus:9090",
    QUERY_BASE_PATH: "/jaeger",
    QUERY_ENABLE_TRACING: "false",
    QUERY_GRPC_SERVER_HOST_PORT: "0.0.0.0:16685",
    QUERY_HTTP_SERVER_HOST_PORT: "0.0.0.0:16686",
    QUERY_MAX_CLOCK_SKEW_ADJUSTMENT: "0s",
    QUERY_UI_CONFIG: "/etc/jaeger/ui.json",
    SPAN_STORAGE_TYPE: "elasticsearch",
  });
});

const V1 = { generation: "v1", version: "1.76.0" } as const;

test.each<[string, Partial<JaegerQueryArgs>, string]>([
  [
    "what is inside of another pod",
    { store: { kind: "memory" } as any },
    'store.kind is "memory"; give JaegerCollector.store: memory is inside of the collector\'s pod.',
  ],
  [
    "a path with / at its end",
    { basePath: "/jaeger/" },
    'basePath is "/jaeger/"; give a path such as /jaeger, without / at its end.',
  ],
  [
    "figures that are not counted",
    { store: remote, monitor: { kind: "store" } },
    'monitor.kind is "store"; give "prometheus", or Elasticsearch or OpenSearch as store: nothing is counted in grpc.',
  ],
  [
    "figures in the store of Jaeger 1",
    { ...V1, monitor: { kind: "store" } },
    'monitor.kind is "store"; give "prometheus": Jaeger 1 counts nothing in its store.',
  ],
  [
    "a limit that 2.13 has not",
    { version: "2.13.0", maxTraceSpans: 5 },
    "maxTraceSpans is 5; give nothing before Jaeger 2.20.0.",
  ],
  [
    "a login without an address",
    { login },
    'exposure is {"kind":"clusterIP"}; give an "ingress" with tlsSecret, or a "gateway" of https, with login: people come back to an address.',
  ],
  [
    "a provider in plain text",
    { login: { ...login, issuer: "http://login" }, exposure: ingress, callers: cluster },
    'login.issuer is "http://login"; give an address that starts with https://.',
  ],
  [
    "a page that nobody may open",
    { exposure: ingress },
    'callers is []; give who may open the page, such as [{ kind: "namespaces", labels: {…} }], where the controller runs.',
  ],
  [
    "less memory than it starts with",
    {
      resources: {
        requests: { cpu: "1", memory: "64Mi" },
        limits: { cpu: "1", memory: "64Mi" },
      },
    },
    'resources.limits.memory is "64Mi"; give 128Mi or more.',
  ],
])("refuses %s", async (_, special, message) => {
  await expect(made(special)).rejects.toThrow(`JaegerQuery "jaeger-query": ${message}`);
});
