import { describe, expect, test } from "vitest";
import { type Endpoint, endpointAt } from "./kit/endpoint";
import { only, type Rendered, render, valueOf } from "./kit/testing";
import { Satellite, type SatelliteArgs } from "./satellite";

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const SCALER = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";
const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const ROLE = "kubernetes:rbac.authorization.k8s.io/v1:Role";
const BINDING = "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding";
const SERVICE = "kubernetes:core/v1:Service";

/** The members of an OAP in a namespace of its own. */
const members: Endpoint = {
  ...endpointAt("oap-members.observed.svc", 11800, "grpc"),
  pods: {
    namespace: endpointAt("observed", 1, "tcp").host,
    selector: { "app.kubernetes.io/instance": "oap", "app.kubernetes.io/name": "skywalking-oap" },
    port: 11800,
  },
  admits: { "kube-tracing.io/client-of-oap": "true" },
};
const ARGS: SatelliteArgs = {
  namespace: "tracing",
  version: "1.3.0",
  oap: { kind: "kubernetes", members },
};
const servers = [endpointAt("oap.example.com", 11800, "grpc")];
const EVERYTHING_OFF = Object.fromEntries(
  [
    ...["log", "management", "tracing", "profile", "asyncProfiler", "cds", "event", "jvm", "clr"],
    ...["meter", "envoyAlsV2", "envoyAlsV3", "envoyMetricsV2", "envoyMetricsV3", "process"],
    ...["ebpfProfiling", "ebpfAccessLog", "otlpMetrics"],
  ].map((name) => [name, "off"] as const),
);
const connections = { kind: "connections", min: 2, max: 10, target: 1900 } as const;

const make = (args: Partial<SatelliteArgs> = {}) =>
  render(() => new Satellite("edge", { ...ARGS, ...args }));
const podOf = (rendered: Rendered[]) => only(rendered, DEPLOYMENT).inputs.spec.template;

test("two pods, which say who they are, and end after their connections went elsewhere", async () => {
  const rendered = await make();
  const { metadata, spec } = podOf(rendered);
  const [container] = spec.containers;
  expect(only(rendered, DEPLOYMENT).inputs.spec.replicas).toBe(2);
  expect(container.image).toBe("docker.io/apache/skywalking-satellite:v1.3.0");
  expect(container.env).toEqual([
    {
      name: "SATELLITE_TELEMETRY_INSTANCE",
      valueFrom: { fieldRef: { fieldPath: "metadata.name" } },
    },
    { name: "SATELLITE_SHUTDOWN_HOOK_TIME", value: "5" },
    { name: "GOMEMLIMIT", value: "1843MiB" },
  ]);
  expect(container.ports).toEqual([
    { name: "grpc", containerPort: 11800 },
    { name: "metrics", containerPort: 1234 },
  ]);
  expect(container.lifecycle).toEqual({ preStop: { exec: { command: ["sleep", "15"] } } });
  expect(spec.terminationGracePeriodSeconds).toBe(35);
  expect(spec.volumes).toEqual([{ name: "config", configMap: { name: "edge" } }]);
  expect(container.volumeMounts).toEqual([
    { name: "config", mountPath: "/skywalking/configs", readOnly: true },
  ]);
  expect(metadata.labels["kube-tracing.io/client-of-oap"]).toBe("true");
});

test("the settings lie where the image reads them", async () => {
  const { data } = only(await make(), "kubernetes:core/v1:ConfigMap").inputs;
  expect(Object.keys(data)).toEqual(["satellite_config.yaml"]);
  expect(JSON.parse(data["satellite_config.yaml"]).telemetry.service).toBe("edge");
});

test("a longer drain has a longer grace period", async () => {
  const { spec } = podOf(await make({ drain: { seconds: 60, flushSeconds: 20 } }));
  expect(spec.containers[0].lifecycle.preStop.exec.command).toEqual(["sleep", "60"]);
  expect(spec.containers[0].env[1].value).toBe("20");
  expect(spec.terminationGracePeriodSeconds).toBe(110);
});

describe("the finder", () => {
  test("may list and watch pods where OAP is, and nothing else", async () => {
    const rendered = await make();
    const metadata = { name: "tracing-edge", namespace: "observed" };
    expect(only(rendered, ROLE).inputs).toMatchObject({
      metadata,
      rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["list", "watch"] }],
    });
    expect(only(rendered, BINDING).inputs).toMatchObject({
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "tracing-edge" },
      subjects: [{ kind: "ServiceAccount", name: "edge", namespace: "tracing" }],
    });
    expect(podOf(rendered).spec).toMatchObject({
      serviceAccountName: "edge",
      automountServiceAccountToken: true,
    });
  });

  test("of a list has no rights and no token", async () => {
    const rendered = await make({ oap: { kind: "static", servers } });
    expect(rendered.filter(({ type }) => type === ROLE || type === BINDING)).toEqual([]);
    expect(podOf(rendered).spec.automountServiceAccountToken).toBe(false);
  });
});

describe("who gets in and out", () => {
  test("wired components, callers and scrapers; OAP, the API server and names", async () => {
    const cidrs = (cidr: string) => [{ kind: "cidrs", cidrs: [cidr] }] as const;
    const rendered = await make({ callers: cidrs("10.1.0.0/16"), scrapers: cidrs("10.2.0.0/16") });
    const { ingress, egress } = only(rendered, POLICY).inputs.spec;
    const tcp = (...ports: number[]) => ports.map((port) => ({ protocol: "TCP", port }));
    expect(ingress).toEqual([
      {
        from: [{ podSelector: { matchLabels: { "kube-tracing.io/client-of-edge": "true" } } }],
        ports: tcp(11800, 1234),
      },
      { from: [{ ipBlock: { cidr: "10.1.0.0/16" } }], ports: tcp(11800) },
      { from: [{ ipBlock: { cidr: "10.2.0.0/16" } }], ports: tcp(1234) },
    ]);
    expect(egress.slice(1)).toEqual([
      {
        to: [
          {
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "observed" } },
            podSelector: { matchLabels: { "app.kubernetes.io/instance": "oap" } },
          },
        ],
        ports: tcp(11800),
      },
      { to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: tcp(443, 6443) },
    ]);
  });

  test("no API server for a list of servers", async () => {
    const { egress } = only(await make({ oap: { kind: "static", servers } }), POLICY).inputs.spec;
    expect(egress.slice(1)).toEqual([
      { to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ protocol: "TCP", port: 11800 }] },
    ]);
  });
});

test("agents dial one Service; metrics are read from each pod by itself", async () => {
  const rendered = await render(async () => {
    const satellite = new Satellite("edge", ARGS);
    expect(await valueOf(satellite.grpc.address)).toBe("edge.tracing.svc:11800");
    expect(satellite.grpc.speaks).toBe("grpc");
    expect(await valueOf(satellite.telemetry.address)).toBe("edge-telemetry.tracing.svc:1234");
    expect(satellite.service).toBe("edge");
  });
  expect(only(rendered, SERVICE, "edge").inputs.spec.ports).toEqual([
    { name: "grpc", port: 11800, targetPort: "grpc", appProtocol: "grpc" },
  ]);
  const { clusterIP, ports } = only(rendered, SERVICE, "edge-telemetry").inputs.spec;
  expect(clusterIP).toBe("None");
  expect(ports).toEqual([
    { name: "metrics", port: 1234, targetPort: "metrics", appProtocol: "http" },
  ]);
});

test("certificates are mounted where the settings say, that of cert-manager has its names", async () => {
  const tls = { kind: "certManager", issuer: { name: "ca", kind: "Issuer" } } as const;
  const rendered = await render(() => {
    const satellite = new Satellite("edge", {
      ...ARGS,
      server: { tls },
      oap: {
        kind: "static",
        servers: [endpointAt("oap.example.com", 11801, "grpcs")],
        tls: { ca: { kind: "configMap", name: "cas", key: "ca.pem" }, identity: "own" },
      },
    });
    expect(satellite.grpc.speaks).toBe("grpcs");
  });
  expect(only(rendered, "kubernetes:cert-manager.io/v1:Certificate").inputs.spec).toMatchObject({
    secretName: "edge-tls",
    dnsNames: ["edge.tracing.svc", "edge.tracing.svc.cluster.local"],
  });
  const { volumes, containers } = podOf(rendered).spec;
  expect(volumes.slice(1)).toEqual([
    { name: "certificate", secret: { secretName: "edge-tls" } },
    { name: "oap-ca", configMap: { name: "cas", items: [{ key: "ca.pem", path: "ca.crt" }] } },
    { name: "identity", secret: { secretName: "own" } },
  ]);
  expect(containers[0].volumeMounts.map(({ mountPath }: any) => mountPath)).toEqual([
    "/skywalking/configs",
    "/certs/server",
    "/certs/oap",
    "/certs/identity",
  ]);
});

describe("as many pods as needed", () => {
  test("by connections, as OAP counts them, and by CPU; in steps that the count can follow", async () => {
    const rendered = await make({ scale: connections });
    expect(only(rendered, DEPLOYMENT).inputs.spec.replicas).toBeUndefined();
    expect(only(rendered, SCALER).inputs.spec).toEqual({
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "edge" },
      minReplicas: 2,
      maxReplicas: 10,
      metrics: [
        {
          type: "External",
          external: {
            metric: {
              name: "skywalking.apache.org|satellite_service_grpc_connect_count",
              selector: { matchLabels: { service: "edge" } },
            },
            target: { type: "Value", value: "1899999m" },
          },
        },
        {
          type: "Resource",
          resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } },
        },
      ],
      behavior: {
        scaleUp: {
          stabilizationWindowSeconds: 60,
          policies: [
            { type: "Pods", value: 1, periodSeconds: 180 },
            { type: "Percent", value: 50, periodSeconds: 180 },
          ],
          selectPolicy: "Max",
        },
        scaleDown: {
          stabilizationWindowSeconds: 600,
          policies: [{ type: "Pods", value: 1, periodSeconds: 180 }],
        },
      },
    });
  });

  test("asks for the service that Satellite calls itself, however it is spelt", async () => {
    const telemetry = { service: "edge::uat" };
    const scale = { ...connections, prefix: "own", cpuPercent: 50 };
    const { metrics } = only(await make({ scale, telemetry }), SCALER).inputs.spec;
    expect(metrics[0].external.metric).toEqual({
      name: "own|satellite_service_grpc_connect_count",
      selector: {
        matchLabels: {
          "service.str.0": "edge",
          "service.byte.1": "3a3a",
          "service.str.2": "uat",
        },
      },
    });
    expect(metrics[1].resource.target.averageUtilization).toBe(50);
  });

  test("by CPU alone", async () => {
    const scale = { kind: "auto", min: 2, max: 4, cpuPercent: 60 } as const;
    const { metrics } = only(await make({ scale }), SCALER).inputs.spec;
    expect(metrics.map(({ type }: any) => type)).toEqual(["Resource"]);
  });

  test("one pod needs no budget and no spread", async () => {
    const rendered = await make({ scale: { kind: "fixed", replicas: 1 } });
    expect(rendered.some(({ type }) => type.includes("PodDisruptionBudget"))).toBe(false);
    expect(podOf(rendered).spec.topologySpreadConstraints).toBeUndefined();
  });
});

describe("what cannot work is refused", () => {
  const grpcs = endpointAt("oap.example.com", 11801, "grpcs");
  const ca = { kind: "secret", name: "ca", key: "ca.crt" } as const;
  const outside = endpointAt("oap.example.com", 11800, "grpc");
  const one = (problem: string) => `Satellite "edge": ${problem}`;

  test.each<[Partial<SatelliteArgs>, string]>([
    [{ version: "1.2.0" }, one('version is "1.2.0"; give 1.3.0.')],
    [
      { oap: { kind: "kubernetes", members: outside } },
      one(
        'oap.members is "an endpoint outside of the cluster"; ' +
          'give the members of an Oap, or { kind: "static", servers: […] }.',
      ),
    ],
    [
      { oap: { kind: "kubernetes", members: { ...members, speaks: "grpcs" } } },
      one(
        'oap.members is "behind grpcs"; ' +
          'give members that speak grpc, or { kind: "static", servers: […], tls: … }.',
      ),
    ],
    [{ oap: { kind: "static", servers: [] } }, one("oap.servers is []; give one server or more.")],
    [
      { oap: { kind: "static", servers: [grpcs] } },
      one('oap.servers is "one of grpcs"; give oap.tls with its CA.'),
    ],
    [
      { oap: { kind: "static", servers: [endpointAt("a", 1, "http")] } },
      one('oap.servers is "one of http"; give servers of grpc.'),
    ],
    [
      { oap: { kind: "static", servers, tls: { ca } } },
      one('oap.servers is "one of grpc"; give servers of grpcs, or leave oap.tls out.'),
    ],
    [
      { oap: { kind: "static", servers: [grpcs, grpcs], tls: { ca } } },
      one(
        'oap.tls.verify is "server"; ' +
          'give "nothing", or one server: the names of 2 cannot be verified.',
      ),
    ],
    [
      { scale: { ...connections, target: 10 }, server: { maxConnections: 10 } },
      one(
        "scale.target is 10; " +
          "give 9 or less: a pod takes 10 connections, and no more are counted.",
      ),
    ],
    [
      { scale: { ...connections, target: 1.5 } },
      one("scale.target is 1.5; give a whole number, 1 or more."),
    ],
    [
      { scale: { ...connections, max: 1 } },
      one("scale.max is 1; give a whole number above min (2)."),
    ],
    [
      { scale: connections, telemetry: { toOap: { kind: "none" } } },
      one(
        'telemetry.toOap is {"kind":"none"}; ' +
          'give { kind: "metrics" }: the autoscaler asks OAP for the connections.',
      ),
    ],
    [
      { telemetry: { service: "s".repeat(71) } },
      one(
        `telemetry.service is "${"s".repeat(71)}"; ` +
          "give at most 70 characters: OAP cuts what is longer.",
      ),
    ],
    [{ telemetry: { service: "" } }, one('telemetry.service is ""; give a name.')],
    [
      { telemetry: { toOap: { kind: "metrics", intervalSeconds: 60 } } },
      one("telemetry.toOap.intervalSeconds is 60; give a whole number of seconds, 1 to 30."),
    ],
    [
      { pipes: { log: { batch: 5, leastEvents: 6 } } },
      one("pipes.log.leastEvents is 6; give a whole number, 1 to 5."),
    ],
    [
      { client: { retry: { kind: "timer", attempts: 1 } } },
      one("client.retry.attempts is 1; give a whole number, 2 or more."),
    ],
    [
      {
        resources: {
          requests: { cpu: "1", memory: "2Gi" },
          limits: { cpu: "1", memory: "1Gi" },
        },
      },
      one('resources.requests.memory is "2Gi"; give no more than the limit, 1Gi.'),
    ],
    [
      { queue: { partitions: 0 }, drain: { seconds: 0 } },
      'Satellite "edge": 2 arguments cannot be used:\n' +
        "  - queue.partitions is 0; give a whole number, 1 or more.\n" +
        "  - drain.seconds is 0; give a whole number of seconds, 1 or more.",
    ],
  ])("%j", async (args, message) => {
    await expect(make(args)).rejects.toMatchObject({ message });
  });

  test.each<[string, Partial<SatelliteArgs>]>([
    [
      "scale.replicas is 0; give a whole number, 1 or more.",
      { scale: { kind: "fixed", replicas: 0 } },
    ],
    [
      "scale.max is 2; give a whole number above min (2).",
      { scale: { kind: "auto", min: 2, max: 2, cpuPercent: 60 } },
    ],
    ["scale.cpuPercent is 0; give 1 to 100.", { scale: { ...connections, cpuPercent: 0 } }],
    [
      "server.maxConnections is 0; give a whole number, 1 to 2147483647.",
      { server: { maxConnections: 0 } },
    ],
    [
      "server.maxMessageMebibytes is 2048; give a whole number, 1 to 2047.",
      { server: { maxMessageMebibytes: 2048 } },
    ],
    [
      "server.maxStreams is 0; give a whole number, 1 to 4294967295.",
      { server: { maxStreams: 0 } },
    ],
    ["queue.events is 0; give a whole number, 1 or more.", { queue: { events: 0 } }],
    [
      "client.checkSeconds is 0; give a whole number of seconds, 1 or more.",
      { client: { checkSeconds: 0 } },
    ],
    [
      "client.streamSeconds is 0.5; give a whole number of seconds, 1 or more.",
      { client: { streamSeconds: 0.5 } },
    ],
    [
      "client.retry.pauseMs is 0; give a whole number of milliseconds, 1 or more.",
      { client: { retry: { kind: "timer", pauseMs: 0 } } },
    ],
    [
      "client.retry.longestPauseMs is 0; give a whole number of milliseconds, 1 or more.",
      { client: { retry: { kind: "timer", longestPauseMs: 0 } } },
    ],
    ['pipes is "all off"; give one that is on.', { pipes: EVERYTHING_OFF }],
    [
      "pipes.jvm.flushMs is 0; give a whole number of milliseconds, 1 or more.",
      { pipes: { jvm: { flushMs: 0 } } },
    ],
    ["pipes.jvm.batch is 0; give a whole number, 1 or more.", { pipes: { jvm: { batch: 0 } } }],
    [
      "pipes.management.leastEvents is 21; give a whole number, 1 to 20.",
      { pipes: { management: { leastEvents: 21 } } },
    ],
    [
      "pipes.envoyAlsV3.receiver.flushMs is 0; give a whole number of milliseconds, 1 or more.",
      { pipes: { envoyAlsV3: { receiver: { flushMs: 0 } } } },
    ],
    [
      "pipes.envoyAlsV3.receiver.messages is 0; give a whole number, 1 or more.",
      { pipes: { envoyAlsV3: { receiver: { messages: 0 } } } },
    ],
    [
      "pipes.meter.routes.count is 0; give a whole number, 1 or more.",
      { pipes: { meter: { routes: { count: 0 } } } },
    ],
    [
      "pipes.meter.routes.keptSeconds is 0; give a whole number of seconds, 1 or more.",
      { pipes: { meter: { routes: { keptSeconds: 0 } } } },
    ],
    [
      "telemetry.toOap.intervalSeconds is 0; give a whole number of seconds, 1 to 30.",
      { telemetry: { toOap: { kind: "metrics", intervalSeconds: 0 } } },
    ],
    [
      "drain.flushSeconds is 0; give a whole number of seconds, 1 or more.",
      { drain: { flushSeconds: 0 } },
    ],
  ])("%s", async (problem, args) => {
    await expect(make(args)).rejects.toMatchObject({ message: one(problem) });
  });

  test("a pod that is full makes the autoscaler act, at every target that is taken", async () => {
    for (const [target, maxConnections] of [
      [10, 11],
      [100, 110],
      [1900, 2090],
      [3636, 4000],
    ] as const) {
      const rendered = await make({
        scale: { ...connections, target },
        server: { maxConnections },
      });
      const { value } = only(rendered, SCALER).inputs.spec.metrics[0].external.target;
      // The controller works in thousandths, and takes a tenth more for no change.
      expect((maxConnections * 1000) / Number.parseInt(value, 10)).toBeGreaterThan(1 + 0.1);
    }
  });
});
