import { describe, expect, test } from "vitest";
import { type Endpoint, endpointAt } from "../components/kit/endpoint";
import { only, render, valueOf } from "../components/kit/testing";
import { istiodValues, istioOperator, Mesh, type MeshArgs, type MeshScope } from "./mesh";

const receiver: Endpoint = {
  ...endpointAt("satellite.tracing.svc", 11800, "grpc"),
  pods: {
    namespace: endpointAt("tracing", 1, "tcp").host,
    selector: { "app.kubernetes.io/instance": "satellite" },
    port: 11800,
  },
};
const ARGS: MeshArgs = {
  namespace: "tracing",
  istio: "1.28.0",
  receiver,
  oap: { version: "10.4.0", accessLogs: { http: ["mx-mesh"], tcp: ["mx-mesh"] } },
  logs: { kind: "meshConfig" },
};

async function make(args: Partial<MeshArgs>) {
  let mesh: Mesh;
  const rendered = await render(() => {
    mesh = new Mesh("mesh", { ...ARGS, ...args });
  });
  return { mesh: mesh!, rendered };
}

const byTelemetry = (...scopes: MeshScope[]) => ({ kind: "telemetry", scopes }) as const;
const telemetries = async (args: Partial<MeshArgs>) =>
  (await make(args)).rendered.filter(({ type }) => type.endsWith(":Telemetry"));

describe("for the whole mesh, in what proxies start with", () => {
  test("they send to the receiver, and nothing of the Telemetry API switches that off", async () => {
    const { mesh, rendered } = await make({});
    expect(await valueOf(mesh.meshConfig)).toEqual({
      enableEnvoyAccessLogService: true,
      defaultConfig: { envoyAccessLogService: { address: "satellite.tracing.svc:11800" } },
    });
    expect(rendered.map(({ type }) => type)).toEqual(["kubernetes:core/v1:ConfigMap"]);
  });

  test("metrics go there too, those that OAP reads", async () => {
    const { mesh } = await make({ logs: { kind: "meshConfig", metrics: "on" } });
    const { defaultConfig } = await valueOf(mesh.meshConfig);
    expect(defaultConfig?.envoyMetricsService).toEqual({ address: "satellite.tracing.svc:11800" });
    expect(defaultConfig?.proxyStatsMatcher?.inclusionRegexps).toEqual([
      ".*membership_healthy.*",
      ".*upstream_cx_active.*",
      ".*upstream_cx_total.*",
      ".*upstream_rq_active.*",
      ".*upstream_rq_total.*",
      ".*upstream_rq_pending_active.*",
      ".*lb_healthy_panic.*",
      ".*upstream_cx_none_healthy.*",
    ]);
  });
});

describe("scope by scope, by the Telemetry API", () => {
  const filterStateObjectsToLog = [
    "upstream_peer",
    "downstream_peer",
    "wasm.upstream_peer",
    "wasm.downstream_peer",
  ];
  const server = { service: "satellite.tracing.svc.cluster.local", port: 11800 };

  test("the mesh gets the providers that the scopes use, and nothing of the other way", async () => {
    const { mesh } = await make({ logs: byTelemetry({ kind: "mesh" }) });
    expect(await valueOf(mesh.meshConfig)).toEqual({
      extensionProviders: [
        { name: "mesh-http", envoyHttpAls: { ...server, filterStateObjectsToLog } },
      ],
    });
  });

  test("connections and traces have providers of their own", async () => {
    const logs = {
      ...byTelemetry({ kind: "namespace", namespace: "data", traffic: "tcp" }),
      tracingPercent: 1,
    };
    const { mesh } = await make({ logs, clusterDomain: "example.org" });
    const service = "satellite.tracing.svc.example.org";
    expect(await valueOf(mesh.meshConfig)).toEqual({
      extensionProviders: [
        { name: "mesh-tcp", envoyTcpAls: { ...server, service, filterStateObjectsToLog } },
        { name: "mesh-tracing", skywalking: { ...server, service } },
      ],
    });
  });

  test("a receiver outside of the cluster is known to Istio by its own name", async () => {
    const outside = endpointAt("satellite.example.com", 11800, "grpc");
    const { mesh } = await make({ receiver: outside, logs: byTelemetry({ kind: "mesh" }) });
    const [provider] = (await valueOf(mesh.meshConfig)).extensionProviders ?? [];
    expect(provider?.envoyHttpAls?.service).toBe("satellite.example.com");
  });

  test.each<[MeshScope, object, object]>([
    [{ kind: "mesh" }, { namespace: "istio-system", name: "mesh" }, {}],
    [{ kind: "namespace", namespace: "shop" }, { namespace: "shop", name: "mesh" }, {}],
    [
      { kind: "workloads", name: "cart", namespace: "shop", labels: { app: "cart" } },
      { namespace: "shop", name: "mesh-cart" },
      { selector: { matchLabels: { app: "cart" } } },
    ],
    [
      { kind: "waypoint", name: "waypoint", namespace: "shop" },
      { namespace: "shop", name: "mesh-waypoint" },
      {
        targetRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: "waypoint" }],
      },
    ],
  ])("%j", async (scope, metadata, target) => {
    const [telemetry, ...others] = await telemetries({ logs: byTelemetry(scope) });
    expect(others).toEqual([]);
    expect(telemetry?.inputs).toMatchObject({ apiVersion: "telemetry.istio.io/v1", metadata });
    expect(telemetry?.inputs.spec).toEqual({
      ...target,
      accessLogging: [{ providers: [{ name: "mesh-http" }] }],
    });
  });

  test("what is sent elsewhere goes on, and proxies trace", async () => {
    const logs = { ...byTelemetry({ kind: "mesh", traffic: "tcp" }), besides: ["envoy"] } as const;
    const [telemetry] = await telemetries({
      logs: { ...logs, tracingPercent: 0.5 },
      rootNamespace: "mesh-root",
    });
    expect(telemetry?.inputs.metadata.namespace).toBe("mesh-root");
    expect(telemetry?.inputs.spec).toEqual({
      accessLogging: [{ providers: [{ name: "mesh-tcp" }, { name: "envoy" }] }],
      tracing: [{ providers: [{ name: "mesh-tracing" }], randomSamplingPercentage: 0.5 }],
    });
  });
});

describe("what Istio is to get", () => {
  const meshConfig = {
    enableEnvoyAccessLogService: true,
    defaultConfig: { envoyAccessLogService: { address: "satellite.tracing.svc:11800" } },
  } as const;

  test("is there in each form", async () => {
    const { rendered } = await make({});
    const { data, metadata } = only(rendered, "kubernetes:core/v1:ConfigMap").inputs;
    expect([metadata.name, metadata.namespace]).toEqual(["mesh", "tracing"]);
    const read = Object.entries<string>(data).map(([key, text]) => [key, JSON.parse(text)]);
    expect(Object.fromEntries(read)).toEqual({
      "istio-operator.yaml": {
        apiVersion: "install.istio.io/v1alpha1",
        kind: "IstioOperator",
        metadata: { name: "skywalking" },
        spec: { meshConfig },
      },
      "istiod-values.yaml": { meshConfig },
      mesh: meshConfig,
    });
  });

  test("can be put into a file by programs of others", () => {
    expect(istioOperator(meshConfig).spec.meshConfig).toBe(meshConfig);
    expect(istiodValues(meshConfig)).toEqual({ meshConfig });
  });

  const read = (key: string) =>
    `kubectl --namespace tracing get configmap mesh --output jsonpath='{.data.${key}}'`;
  test.each([
    [
      "istioctl",
      `${read("istio-operator\\.yaml")} | istioctl install --filename <your IstioOperator> --filename -`,
    ],
    [
      "helm",
      `${read("istiod-values\\.yaml")} | helm upgrade istiod istio/istiod --namespace istio-system --reuse-values --values -`,
    ],
    ["configMap", `${read("mesh")}; kubectl --namespace istio-system edit configmap istio`],
  ] as const)("goes there by %s", async (installer, command) => {
    const { mesh } = await make({ installer, logs: byTelemetry({ kind: "mesh" }) });
    expect(await valueOf(mesh.next)).toEqual([command]);
  });

  test("is read by proxies when they start, where it is for them", async () => {
    const [, restart] = await valueOf((await make({})).mesh.next);
    expect(restart).toBe("kubectl --namespace <each of the mesh> rollout restart deployment");
  });
});

describe("what cannot work is refused", () => {
  const one = (problem: string) => `Mesh "mesh": ${problem}`;
  const reading = (version: string, http: MeshArgs["oap"]["accessLogs"]["http"]) => ({
    oap: { version, accessLogs: { http, tcp: ["k8s-mesh"] as const } },
  });

  test.each<[Partial<MeshArgs>, string]>([
    [{ istio: "1.20.8" }, one('istio is "1.20.8"; give 1.21.0 or later, such as 1.28.0.')],
    [{ istio: "latest" }, one('istio is "latest"; give 1.21.0 or later, such as 1.28.0.')],
    [{ istio: "2.0.0" }, one('istio is "2.0.0"; give 1.21.0 or later, such as 1.28.0.')],
    [
      { istio: "1.21.6", logs: byTelemetry({ kind: "mesh" }) },
      one('istio is "1.21.6"; give 1.22.0 or later, such as 1.28.0.'),
    ],
    [
      { receiver: endpointAt("gateway.tracing.svc", 11800, "grpcs") },
      one(
        'receiver is "one that speaks grpcs"; ' +
          "give one that speaks grpc: proxies trust no CA but that of the mesh.",
      ),
    ],
    [
      reading("10.4.0", []),
      one(
        "oap.accessLogs.http is []; " +
          "give mx-mesh or k8s-mesh: without one OAP takes logs for nothing.",
      ),
    ],
    [
      reading("10.1.0", ["mx-mesh", "k8s-mesh"]),
      one(
        'oap.accessLogs.http is ["mx-mesh","k8s-mesh"]; give k8s-mesh in the place of mx-mesh: ' +
          "OAP 10.1.0 does not know what proxies of Istio 1.24 and later tell each other.",
      ),
    ],
    [
      { logs: byTelemetry() },
      one('logs.scopes is []; give one or more, such as [{ kind: "mesh" }].'),
    ],
    [
      {
        logs: byTelemetry({ kind: "mesh" }, { kind: "namespace", namespace: "istio-system" }),
      },
      one(
        'logs.scopes[1] is "namespace of istio-system"; ' +
          "give another one: logs.scopes[0] is the same.",
      ),
    ],
    [
      { logs: byTelemetry({ kind: "workloads", name: "all", namespace: "shop", labels: {} }) },
      one('logs.scopes[0].labels is {}; give one label or more, or { kind: "namespace" }.'),
    ],
    [
      { logs: { ...byTelemetry({ kind: "mesh" }), tracingPercent: 101 } },
      one("logs.tracingPercent is 101; give a number from 0 to 100."),
    ],
  ])("%j", async (args, message) => {
    await expect(make(args)).rejects.toMatchObject({ message });
  });

  test.each([
    ["1.23.6", "10.1.0"],
    ["1.24.0", "10.4.0"],
    ["1.31.0", "10.4.0"],
  ])("Istio %s and OAP %s know each other", async (istio, version) => {
    await make({ istio, ...reading(version, ["mx-mesh"]) });
  });
});
