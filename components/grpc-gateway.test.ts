import * as k8s from "@pulumi/kubernetes";
import { describe, expect, test } from "vitest";
import { GrpcGateway, type GrpcGatewayArgs, type GatewayRoute } from "./grpc-gateway";
import { endpointAt, endpointOf } from "./kit/endpoint";
import { labelsFor } from "./kit/labels";
import { only, render, type Rendered, valueOf } from "./kit/testing";

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const SERVICE = "kubernetes:core/v1:Service";
const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";
const CERTIFICATE = "kubernetes:cert-manager.io/v1:Certificate";

const grpc = endpointAt("oap.example.com", 11800, "grpc");
const rest = endpointAt("oap.example.com", 12800, "http");
const secure = endpointAt("oap.example.com", 11801, "grpcs");
const ca = { kind: "secret", name: "ca", key: "ca.crt" } as const;
const agents = [{ kind: "namespaces", labels: { agents: "true" } }] as const;
const nodes = [{ kind: "cidrs", cidrs: ["10.0.0.0/8"] }] as const;

const to = (endpoint = grpc) => ({ kind: "servers", servers: [endpoint] }) as const;
const GRPC: GatewayRoute = { kind: "grpc", port: 11800, upstream: to() };
const REST: GatewayRoute = { kind: "http", port: 12800, upstream: to(rest) };
const ARGS: GrpcGatewayArgs = { namespace: "tracing", version: "1.30.6", routes: { grpc: GRPC } };

const made = (args: Partial<GrpcGatewayArgs> = {}) =>
  render(() => new GrpcGateway("gateway", { ...ARGS, ...args }));
const podIn = (rendered: Rendered[]) => only(rendered, DEPLOYMENT).inputs.spec.template;
const containerIn = (rendered: Rendered[]) => podIn(rendered).spec.containers[0];
const confIn = (rendered: Rendered[]): string =>
  only(rendered, CONFIG_MAP).inputs.data["nginx.conf"];
const kindsIn = (rendered: Rendered[]) =>
  rendered.map(({ type, name }) => `${type.split(":").at(-1)} ${name}`);

const selector = {
  "app.kubernetes.io/name": "grpc-gateway",
  "app.kubernetes.io/instance": "gateway",
};

/** OAP as a component of the same program would hand it over, by a Service without an address. */
const inCluster = () => {
  const metadata = { name: "oap-members", namespace: "tracing" };
  const service = new k8s.core.v1.Service("oap-members", { metadata, spec: { clusterIP: "None" } });
  const { selector } = labelsFor("skywalking-oap", "oap", "10.4.0");
  return endpointOf(service, { port: 11800, speaks: "grpc", selector });
};

describe("what is made", () => {
  test("two pods with a Service, closed by a policy, drained one at a time", async () => {
    expect(kindsIn(await made())).toEqual([
      "Deployment gateway",
      "ConfigMap gateway",
      "Service gateway",
      "ServiceAccount gateway",
      "NetworkPolicy gateway",
      "PodDisruptionBudget gateway",
    ]);
  });

  test("one pod has no budget and is not spread", async () => {
    const rendered = await made({ scale: { kind: "fixed", replicas: 1 } });
    expect(kindsIn(rendered)).not.toContain("PodDisruptionBudget gateway");
    expect(podIn(rendered).spec.topologySpreadConstraints).toBeUndefined();
  });

  test("an autoscaler counts the pods where it is asked to", async () => {
    const rendered = await made({ scale: { kind: "auto", min: 2, max: 6, cpuPercent: 60 } });
    expect(kindsIn(rendered)).toContain("HorizontalPodAutoscaler gateway");
    expect(only(rendered, DEPLOYMENT).inputs.spec.replicas).toBeUndefined();
  });

  test("the pod is NGINX alone, on a read-only root, without a token", async () => {
    const { spec } = podIn(await made());
    expect(spec.automountServiceAccountToken).toBe(false);
    expect(spec.securityContext.runAsNonRoot).toBe(true);
    expect(spec.containers).toHaveLength(1);
    expect(spec.containers[0]).toMatchObject({
      name: "nginx",
      image: "docker.io/library/nginx:1.30.6",
      command: ["nginx", "-e", "stderr", "-p", "/tmp", "-c", "/etc/gateway/nginx.conf"],
      ports: [
        { name: "grpc", containerPort: 11800 },
        { name: "health", containerPort: 8081 },
      ],
      securityContext: { readOnlyRootFilesystem: true },
      readinessProbe: { httpGet: { path: "/healthz", port: "health" } },
    });
  });

  test("it drains: called for ten seconds more, then open calls have two minutes", async () => {
    const rendered = await made();
    expect(containerIn(rendered).lifecycle).toEqual({
      preStop: { exec: { command: ["sleep", "10"] } },
    });
    expect(podIn(rendered).spec.terminationGracePeriodSeconds).toBe(150);
    expect(confIn(rendered)).toContain("worker_shutdown_timeout 120s;");
    const patient = await made({ drainSeconds: 600 });
    expect(podIn(patient).spec.terminationGracePeriodSeconds).toBe(630);
    expect(confIn(patient)).toContain("worker_shutdown_timeout 600s;");
  });

  test("the settings are a ConfigMap without a name of its own, so that a change replaces the pods", async () => {
    const rendered = await made();
    expect(only(rendered, CONFIG_MAP).inputs.metadata.name).toBeUndefined();
    expect(podIn(rendered).spec.volumes).toEqual([
      {
        name: "settings",
        projected: {
          sources: [
            { configMap: { name: "gateway", items: [{ key: "nginx.conf", path: "nginx.conf" }] } },
          ],
        },
      },
      { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
    ]);
  });
});

describe("nginx.conf", () => {
  test("has the long timers of streams by default: what NGINX cuts after a minute goes on for an hour", async () => {
    const conf = confIn(await made());
    for (const line of [
      "client_body_timeout 3600s;",
      "grpc_read_timeout 3600s;",
      "grpc_send_timeout 3600s;",
      "keepalive_requests 1000000;",
      "client_max_body_size 0;",
      "http2_max_concurrent_streams 1024;",
      "http2_body_preread_size 256k;",
    ])
      expect(conf).toContain(`  ${line}\n`);
  });

  test("has the timers that a route asks for", async () => {
    const conf = confIn(
      await made({
        routes: {
          otlp: { ...GRPC, port: 4317, calls: { kind: "unary" } },
          slow: { ...GRPC, port: 4318, calls: { kind: "unary", answerSeconds: 90 } },
          als: { ...GRPC, port: 4319, calls: { kind: "streams", silenceSeconds: 7200 } },
          rest: REST,
        },
      }),
    );
    expect(conf.match(/(grpc|proxy)_read_timeout \d+s/g)).toEqual([
      "grpc_read_timeout 30s",
      "grpc_read_timeout 90s",
      "grpc_read_timeout 7200s",
      "proxy_read_timeout 60s",
    ]);
  });

  test.each([
    ["500m", 1],
    ["1", 1],
    ["1500m", 1],
    ["2", 2],
    ["4", 4],
  ] as const)("a limit of %s is %d workers", async (cpu, workers) => {
    const limits = { cpu, memory: "256Mi" } as const;
    const resources = { requests: { cpu: "100m", memory: "128Mi" }, limits } as const;
    expect(confIn(await made({ resources }))).toContain(`worker_processes ${workers};`);
  });

  test("each worker can hold every client, call and kept connection, and a quarter more", async () => {
    expect(confIn(await made())).toContain("worker_connections 6690;");
    const small = confIn(await made({ capacity: { clients: 100, calls: 44 } }));
    expect(small).toContain("worker_connections 500;");
    expect(small).toContain("worker_rlimit_nofile 756;");
  });

  test("names of Services are asked for in full, and others as they are", async () => {
    const rendered = await render(() => {
      const service = inCluster();
      const routes: Record<string, GatewayRoute> = {
        grpc: { kind: "grpc", port: 11800, upstream: { kind: "pods", service } },
        far: { ...GRPC, port: 11900 },
      };
      return new GrpcGateway("gateway", { ...ARGS, routes, clusterDomain: "k8s.corp" });
    });
    expect(confIn(rendered).match(/server \S+ resolve/g)).toEqual([
      "server oap-members.tracing.svc.k8s.corp:11800 resolve",
      "server oap.example.com:11800 resolve",
    ]);
    expect(confIn(rendered)).toContain("resolver kube-dns.kube-system.svc.k8s.corp valid=5s");
  });

  test("is told of another name server", async () => {
    expect(confIn(await made({ resolver: "10.96.0.10" }))).toContain(
      "resolver 10.96.0.10 valid=5s",
    );
  });
});

describe("who calls and who is called", () => {
  test("wired pods at every route, callers at theirs, and out to the servers alone", async () => {
    const rendered = await render(() => {
      const service = inCluster();
      return new GrpcGateway("gateway", {
        ...ARGS,
        routes: {
          grpc: { kind: "grpc", port: 11800, upstream: { kind: "pods", service }, callers: agents },
          rest: { ...REST, callers: nodes },
        },
        scrapers: [{ kind: "namespace" }],
      });
    });
    expect(only(rendered, POLICY).inputs.spec).toEqual({
      podSelector: { matchLabels: { "app.kubernetes.io/instance": "gateway" } },
      policyTypes: ["Ingress", "Egress"],
      ingress: [
        {
          from: [{ podSelector: { matchLabels: { "kube-tracing.io/client-of-gateway": "true" } } }],
          ports: [
            { protocol: "TCP", port: 11800 },
            { protocol: "TCP", port: 12800 },
          ],
        },
        {
          from: [{ namespaceSelector: { matchLabels: { agents: "true" } } }],
          ports: [{ protocol: "TCP", port: 11800 }],
        },
        {
          from: [{ ipBlock: { cidr: "10.0.0.0/8" } }],
          ports: [{ protocol: "TCP", port: 12800 }],
        },
        { from: [{ podSelector: {} }], ports: [{ protocol: "TCP", port: 8081 }] },
      ],
      egress: [
        {
          to: [
            {
              namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
              podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
            },
          ],
          ports: [
            { protocol: "UDP", port: 53 },
            { protocol: "TCP", port: 53 },
          ],
        },
        {
          to: [
            {
              namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "tracing" } },
              podSelector: { matchLabels: { "app.kubernetes.io/instance": "oap" } },
            },
          ],
          ports: [{ protocol: "TCP", port: 11800 }],
        },
        { to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ protocol: "TCP", port: 12800 }] },
      ],
    });
    expect(podIn(rendered).metadata.labels["kube-tracing.io/client-of-oap"]).toBe("true");
  });

  test("each route is an endpoint, whose clients carry the label of the gateway", async () => {
    let gateway: GrpcGateway;
    await render(() => {
      gateway = new GrpcGateway("gateway", { ...ARGS, routes: { grpc: GRPC, rest: REST } });
    });
    const { endpoints } = gateway!;
    expect(Object.keys(endpoints)).toEqual(["grpc", "rest"]);
    expect(endpoints["grpc"]).toMatchObject({
      port: 11800,
      speaks: "grpc",
      admits: { "kube-tracing.io/client-of-gateway": "true" },
    });
    expect(endpoints["rest"]?.speaks).toBe("http");
    expect(await valueOf(endpoints["rest"]!.address)).toBe("gateway.tracing.svc:12800");
  });
});

describe("exposure", () => {
  const routes = { grpc: { ...GRPC, callers: nodes }, rest: { ...REST, callers: nodes } };

  test("inside only there is one Service, with a port for each route", async () => {
    expect(only(await made({ routes }), SERVICE).inputs.spec).toEqual({
      selector,
      ports: [
        { name: "grpc", port: 11800, targetPort: "grpc", appProtocol: "grpc" },
        { name: "rest", port: 12800, targetPort: "rest", appProtocol: "http" },
      ],
    });
  });

  test("node ports are those of the routes that are named", async () => {
    const exposure = { kind: "nodePort", ports: { grpc: 31182 } } as const;
    const outer = only(await made({ routes, exposure }), SERVICE, "gateway-external");
    expect(outer.inputs).toMatchObject({
      metadata: { name: "gateway-external", namespace: "tracing" },
      spec: {
        type: "NodePort",
        selector,
        ports: [
          {
            name: "grpc",
            port: 11800,
            targetPort: "grpc",
            appProtocol: "grpc",
            nodePort: 31182,
          },
        ],
      },
    });
  });

  test("a load balancer is open to its networks, at the routes that are named", async () => {
    const exposure = {
      kind: "loadBalancer",
      routes: ["grpc"],
      sourceRanges: ["192.0.2.0/24"],
      annotations: { cloud: "internal" },
    } as const;
    const rendered = await made({ routes: { grpc: GRPC, rest: REST }, exposure });
    const { metadata, spec } = only(rendered, SERVICE, "gateway-external").inputs;
    expect(metadata.annotations).toEqual({ cloud: "internal" });
    expect(spec).toMatchObject({
      type: "LoadBalancer",
      loadBalancerSourceRanges: ["192.0.2.0/24"],
      externalTrafficPolicy: "Local",
      ports: [{ name: "grpc" }],
    });
    const { ingress } = only(rendered, POLICY).inputs.spec;
    expect(ingress.slice(1)).toEqual([
      {
        from: [{ ipBlock: { cidr: "192.0.2.0/24" } }],
        ports: [{ protocol: "TCP", port: 11800 }],
      },
    ]);
  });
});

describe("TLS", () => {
  test("in front, by cert-manager: a certificate for the Service and the names outside", async () => {
    const issuer = { name: "internal", kind: "ClusterIssuer" } as const;
    const rendered = await made({
      routes: { grpc: GRPC, rest: REST },
      tls: { certificate: { kind: "certManager", issuer }, hosts: ["agents.example.com"] },
    });
    expect(only(rendered, CERTIFICATE).inputs.spec).toMatchObject({
      secretName: "gateway-tls",
      dnsNames: ["gateway.tracing.svc", "gateway.tracing.svc.cluster.local", "agents.example.com"],
    });
    expect(podIn(rendered).spec.volumes[0].projected.sources[1]).toEqual({
      secret: {
        name: "gateway-tls",
        items: [
          { key: "tls.crt", path: "tls/tls.crt" },
          { key: "tls.key", path: "tls/tls.key" },
        ],
      },
    });
    const { ports } = only(rendered, SERVICE).inputs.spec;
    expect(ports.map(({ appProtocol }: any) => appProtocol)).toEqual(["grpc", "https"]);
    expect(confIn(rendered)).toContain("listen 11800 ssl;");
    expect(confIn(rendered)).not.toContain("ssl_verify_client");
  });

  test("in front, of an existing Secret, with certificates of clients", async () => {
    const rendered = await made({
      tls: { certificate: { kind: "secret", name: "front" }, clientCa: ca },
    });
    expect(kindsIn(rendered)).not.toContain("Certificate gateway");
    expect(podIn(rendered).spec.volumes[0].projected.sources.slice(1)).toEqual([
      {
        secret: {
          name: "front",
          items: [
            { key: "tls.crt", path: "tls/tls.crt" },
            { key: "tls.key", path: "tls/tls.key" },
          ],
        },
      },
      { secret: { name: "ca", items: [{ key: "ca.crt", path: "tls/client-ca.crt" }] } },
    ]);
    expect(confIn(rendered)).toContain("ssl_verify_client on;");
  });

  test("behind, verified by the name that is dialled or the one that is given", async () => {
    const configMap = { kind: "configMap", name: "bundle", key: "root.pem" } as const;
    const routes: Record<string, GatewayRoute> = {
      grpc: { ...GRPC, upstream: { ...to(secure), tls: { ca, identity: "client" } } },
      other: {
        ...GRPC,
        port: 11900,
        upstream: { ...to(secure), tls: { ca: configMap, name: "oap.corp" } },
      },
    };
    const rendered = await made({ routes });
    expect(podIn(rendered).spec.volumes[0].projected.sources.slice(1)).toEqual([
      { secret: { name: "ca", items: [{ key: "ca.crt", path: "grpc/ca.crt" }] } },
      {
        secret: {
          name: "client",
          items: [
            { key: "tls.crt", path: "grpc/tls.crt" },
            { key: "tls.key", path: "grpc/tls.key" },
          ],
        },
      },
      { configMap: { name: "bundle", items: [{ key: "root.pem", path: "other/ca.crt" }] } },
    ]);
    expect(confIn(rendered).match(/grpc_ssl_name \S+|grpc_pass \S+/g)).toEqual([
      "grpc_ssl_name oap.example.com;",
      "grpc_pass grpcs://grpc;",
      "grpc_ssl_name oap.corp;",
      "grpc_pass grpcs://other;",
    ]);
  });

  test("endpoints of a gateway behind TLS say so", async () => {
    let gateway: GrpcGateway;
    await render(() => {
      const tls = { certificate: { kind: "secret", name: "front" } } as const;
      gateway = new GrpcGateway("gateway", { ...ARGS, tls, routes: { grpc: GRPC, rest: REST } });
    });
    const { endpoints } = gateway!;
    expect([endpoints["grpc"]?.speaks, endpoints["rest"]?.speaks]).toEqual(["grpcs", "https"]);
  });
});

describe("what is refused", () => {
  const refusal = async (args: Partial<GrpcGatewayArgs>) => {
    let message = "";
    await render(() => {
      try {
        new GrpcGateway("gateway", { ...ARGS, ...args });
      } catch (error) {
        message = (error as Error).message;
      }
    });
    return message;
  };
  const route = (special: object): Partial<GrpcGatewayArgs> => ({
    routes: { grpc: { ...GRPC, ...special } },
  });
  const pods = (special: object): Partial<GrpcGatewayArgs> => ({
    version: "1.22.1",
    ...route({ upstream: { kind: "pods", service: grpc, ...special } }),
  });

  test.each<[string, Partial<GrpcGatewayArgs>]>([
    ['version is "1.20.2"; give 1.22.0 or later, such as 1.30.6.', { version: "1.20.2" }],
    ['version is "stable"; give 1.22.0 or later, such as 1.30.6.', { version: "stable" }],
    ["routes is {}; give one route or more.", { routes: {} }],
    [
      'routes is "OAP_gRPC"; give names of at most 15 small letters, digits and -.',
      { routes: { OAP_gRPC: GRPC } },
    ],
    ['routes is "health"; give another name: health is taken.', { routes: { health: GRPC } }],
    ["routes.grpc.port is 443; give a whole number, 1024 to 65535.", route({ port: 443 })],
    [
      "routes.grpc.port is 8081; give another port: 8081 tells how the gateway is.",
      route({ port: 8081 }),
    ],
    [
      "routes.rest.port is 11800; give another port: grpc has this one.",
      { routes: { grpc: GRPC, rest: { ...REST, port: 11800 } } },
    ],
    [
      "routes.grpc.upstream.servers is []; give one server or more.",
      route({ upstream: { kind: "servers", servers: [] } }),
    ],
    [
      'routes.grpc.upstream speaks is "http"; give servers of grpc or grpcs.',
      route({ upstream: to(rest) }),
    ],
    [
      'routes.rest.upstream speaks is "grpc"; give servers of http or https.',
      { routes: { rest: { ...REST, upstream: to(grpc) } } },
    ],
    [
      'routes.grpc.upstream speaks is ["grpc","grpcs"]; give servers that all speak the same.',
      route({ upstream: { kind: "servers", servers: [grpc, secure], tls: { ca } } }),
    ],
    [
      "routes.grpc.upstream.tls is undefined; give the CA of the servers: { ca: … }.",
      route({ upstream: to(secure) }),
    ],
    [
      'routes.grpc.upstream.tls is "given"; give nothing, because the servers speak grpc.',
      route({ upstream: { ...to(), tls: { ca } } }),
    ],
    [
      "routes.grpc.upstream.maxCalls is 0; give a whole number, 1 or more.",
      route({ upstream: { ...to(), maxCalls: 0 } }),
    ],
    [
      "routes.grpc.upstream.maxCalls is 5; give nothing: NGINX before 1.27.3 cannot do it for pods.",
      pods({ maxCalls: 5 }),
    ],
    [
      'routes.grpc.upstream.balance is "fewestCalls"; give nothing: NGINX before 1.27.3 cannot do it for pods.',
      pods({ balance: "fewestCalls" }),
    ],
    [
      "routes.grpc.calls.silenceSeconds is 0; give a whole number of seconds, 1 or more.",
      route({ calls: { kind: "streams", silenceSeconds: 0 } }),
    ],
    [
      "routes.grpc.calls.answerSeconds is 1.5; give a whole number of seconds, 1 or more.",
      route({ calls: { kind: "unary", answerSeconds: 1.5 } }),
    ],
    ["routes.grpc.maxStreams is 0; give a whole number, 1 or more.", route({ maxStreams: 0 })],
    [
      "routes.grpc.windowKibibytes is 16; give a whole number, 64 to 65536.",
      route({ windowKibibytes: 16 }),
    ],
    [
      "routes.rest.answerSeconds is 0; give a whole number of seconds, 1 or more.",
      { routes: { rest: { ...REST, answerSeconds: 0 } } },
    ],
    [
      "exposure.ports is {}; give a node port for one route or more.",
      { exposure: { kind: "nodePort", ports: {} } },
    ],
    [
      'exposure.ports.otlp is "otlp"; give a route: grpc.',
      { exposure: { kind: "nodePort", ports: { otlp: 31000 } } },
    ],
    [
      "exposure.ports.grpc is 11800; give a port from 30000 to 32767.",
      { ...route({ callers: nodes }), exposure: { kind: "nodePort", ports: { grpc: 11800 } } },
    ],
    [
      'routes.grpc.callers is []; give [{ kind: "cidrs", cidrs: […] }], the networks of the nodes.',
      { exposure: { kind: "nodePort", ports: { grpc: 31182 } } },
    ],
    [
      'exposure.ports is {"grpc":31182,"rest":31182}; give a port of its own for each route.',
      {
        routes: { grpc: { ...GRPC, callers: nodes }, rest: { ...REST, callers: nodes } },
        exposure: { kind: "nodePort", ports: { grpc: 31182, rest: 31182 } },
      },
    ],
    [
      "exposure.routes is []; give one or more of grpc.",
      { exposure: { kind: "loadBalancer", routes: [], sourceRanges: ["10.0.0.0/8"] } },
    ],
    [
      'exposure.routes is "otlp"; give a route: grpc.',
      { exposure: { kind: "loadBalancer", routes: ["otlp"], sourceRanges: ["10.0.0.0/8"] } },
    ],
    [
      'exposure.sourceRanges is []; give the networks that clients call from, such as ["10.0.0.0/8"].',
      { exposure: { kind: "loadBalancer", routes: ["grpc"], sourceRanges: [] } },
    ],
    [
      "scale.replicas is 0; give a whole number, 1 or more.",
      { scale: { kind: "fixed", replicas: 0 } },
    ],
    [
      "capacity.clients is 0; give a whole number, 1 or more.",
      { capacity: { clients: 0, calls: 100 } },
    ],
    [
      "capacity.calls is NaN; give a whole number, 1 or more.",
      { capacity: { clients: 10, calls: Number.NaN } },
    ],
    [
      'resources.limits.memory is "256Mi"; give 421Mi or more for 10000 calls at once.',
      { capacity: { clients: 1000, calls: 10_000 } },
    ],
    ["drainSeconds is 0; give a whole number of seconds, 1 or more.", { drainSeconds: 0 }],
    [
      'resolver is "dns; include x"; give a name such as kube-dns.kube-system.svc.cluster.local.',
      { resolver: "dns; include x" },
    ],
    [
      'clusterDomain is "a b"; give a name such as cluster.local.',
      { clusterDomain: "a b", resolver: "10.96.0.10" },
    ],
  ])("%s", async (message, args) => {
    expect(await refusal(args)).toBe(`GrpcGateway "gateway": ${message}`);
  });

  test("everything at once", async () => {
    expect(await refusal({ version: "1.9.0", drainSeconds: -1 })).toBe(
      'GrpcGateway "gateway": 2 arguments cannot be used:\n' +
        '  - version is "1.9.0"; give 1.22.0 or later, such as 1.30.6.\n' +
        "  - drainSeconds is -1; give a whole number of seconds, 1 or more.",
    );
  });
});
