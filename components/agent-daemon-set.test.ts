import { describe, expect, test } from "vitest";
import { AgentDaemonSet, type AgentDaemonSetArgs } from "./agent-daemon-set";
import { type Endpoint, endpointAt } from "./kit/endpoint";
import { jaegerClientEnv } from "./kit/agent/jaeger-client-env";
import { PROMISES } from "./kit/promises";
import { only, type Rendered, render, valueOf } from "./kit/testing";

const DAEMON_SET = "kubernetes:apps/v1:DaemonSet";
const SERVICE = "kubernetes:core/v1:Service";
const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const ROLE = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole";
const BINDING = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding";

/** The pods of a Jaeger collector, behind a headless Service. */
const members: Endpoint = {
  ...endpointAt("collector-headless.tracing.svc", 4317, "grpc"),
  pods: {
    namespace: endpointAt("tracing", 1, "tcp").host,
    selector: { "app.kubernetes.io/instance": "collector" },
    port: 4317,
  },
  admits: { "kube-tracing.io/client-of-collector": "true" },
};
const sampling: Endpoint = { ...members, port: 5779, admits: {} };
const ARGS: AgentDaemonSetArgs = {
  namespace: "tracing",
  version: "0.159.0",
  to: { endpoint: members },
};
const everyone = [{ kind: "cluster" }] as const;
const legacy = { jaeger: ["thrift_compact", "thrift_binary"] } as const;

const make = (args: Partial<AgentDaemonSetArgs> = {}) =>
  render(() => new AgentDaemonSet("agent", { ...ARGS, ...args }));
const podOf = (rendered: Rendered[]) => only(rendered, DAEMON_SET).inputs.spec.template;
const containerOf = (rendered: Rendered[]) => podOf(rendered).spec.containers[0];
const configOf = (rendered: Rendered[]) =>
  JSON.parse(only(rendered, "kubernetes:core/v1:ConfigMap").inputs.data["agent.yaml"]);
const brokenIn = (rendered: Rendered[]) =>
  Object.values(PROMISES).flatMap((broken) => broken(rendered));

describe("an agent behind a Service", () => {
  test("is on every node, before programs, and a new one is ready before the old one goes", async () => {
    const rendered = await make();
    const { updateStrategy } = only(rendered, DAEMON_SET).inputs.spec;
    expect(updateStrategy).toEqual({
      type: "RollingUpdate",
      rollingUpdate: { maxUnavailable: 0, maxSurge: 1 },
    });
    const { metadata, spec } = podOf(rendered);
    expect(spec.tolerations).toEqual([{ operator: "Exists" }]);
    expect(spec.priorityClassName).toBe("system-node-critical");
    expect(spec.terminationGracePeriodSeconds).toBe(30);
    expect(spec.automountServiceAccountToken).toBe(false);
    expect(spec.hostNetwork).toBeUndefined();
    expect(metadata.labels["kube-tracing.io/client-of-collector"]).toBe("true");
    expect(rendered.map(({ type }) => type)).toEqual([
      DAEMON_SET,
      "kubernetes:core/v1:ConfigMap",
      SERVICE,
      SERVICE,
      "kubernetes:core/v1:ServiceAccount",
      POLICY,
    ]);
  });

  test("runs the Collector within what it asks for", async () => {
    const container = containerOf(await make({ receives: legacy }));
    expect(container.image).toBe("docker.io/otel/opentelemetry-collector-k8s:0.159.0");
    expect(container.args).toEqual(["--config=/conf/agent.yaml"]);
    expect(container.resources).toEqual({
      requests: { cpu: "50m", memory: "96Mi" },
      limits: { cpu: "500m", memory: "384Mi" },
    });
    expect(container.env).toEqual([
      { name: "POD_IP", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
      { name: "GOMEMLIMIT", value: "307MiB" },
    ]);
    expect(container.ports).toEqual([
      { name: "grpc-otlp", containerPort: 4317, protocol: "TCP" },
      { name: "http-otlp", containerPort: 4318, protocol: "TCP" },
      { name: "jaeger-compact", containerPort: 6831, protocol: "UDP" },
      { name: "jaeger-binary", containerPort: 6832, protocol: "UDP" },
      { name: "metrics", containerPort: 8888, protocol: "TCP" },
      { name: "health", containerPort: 13133, protocol: "TCP" },
    ]);
    expect(container.volumeMounts).toEqual([
      { name: "config", mountPath: "/conf", readOnly: true },
    ]);
    expect(container.lifecycle).toBeUndefined();
  });

  test("is the one of the caller's node; its metrics are read from each pod by itself", async () => {
    const rendered = await render(async () => {
      const agents = new AgentDaemonSet("agent", { ...ARGS, receives: legacy });
      expect(Object.keys(agents.endpoints)).toEqual(["grpc-otlp", "http-otlp"]);
      const { address, speaks } = agents.endpoints["grpc-otlp"]!;
      expect(await valueOf(address)).toBe("agent.tracing.svc:4317");
      expect(speaks).toBe("grpc");
      expect(await valueOf(agents.metrics.address)).toBe("agent-metrics.tracing.svc:8888");
      expect(agents.metrics.pods?.port).toBe(8888);
      expect(agents.podSecurity).toBe("restricted");
      const { at, ...access } = agents.access;
      expect(access).toEqual({ otlp: ["grpc", "http"], jaeger: legacy.jaeger, sampling: false });
      expect(at.kind === "service" && (await valueOf(at.host as any))).toBe("agent.tracing.svc");
    });
    const { internalTrafficPolicy, ports } = only(rendered, SERVICE, "agent").inputs.spec;
    expect(internalTrafficPolicy).toBe("Local");
    expect(ports).toEqual([
      {
        name: "grpc-otlp",
        port: 4317,
        targetPort: "grpc-otlp",
        protocol: "TCP",
        appProtocol: "grpc",
      },
      {
        name: "http-otlp",
        port: 4318,
        targetPort: "http-otlp",
        protocol: "TCP",
        appProtocol: "http",
      },
      { name: "jaeger-compact", port: 6831, targetPort: "jaeger-compact", protocol: "UDP" },
      { name: "jaeger-binary", port: 6832, targetPort: "jaeger-binary", protocol: "UDP" },
    ]);
    const metrics = only(rendered, SERVICE, "agent-metrics").inputs.spec;
    expect(metrics.clusterIP).toBe("None");
    expect(metrics.ports.map(({ name }: any) => name)).toEqual(["metrics"]);
  });
});

describe("what it is told", () => {
  test("by default: OTLP to all pods of the target in turn, with the queue of the node", async () => {
    const { receivers, processors, exporters, extensions, service } = configOf(await make());
    expect(Object.keys(receivers)).toEqual(["otlp"]);
    expect(processors.batch).toEqual({
      send_batch_size: 256,
      send_batch_max_size: 256,
      timeout: "1s",
    });
    const { endpoint, balancer_name, tls, sending_queue, retry_on_failure } = exporters.otlp_grpc;
    expect(endpoint).toBe("dns:///collector-headless.tracing.svc:4317");
    expect(balancer_name).toBe("round_robin");
    expect(tls).toEqual({ insecure: true });
    expect(sending_queue).toEqual({ enabled: true, num_consumers: 10, queue_size: 400 });
    expect(retry_on_failure.max_elapsed_time).toBe("300s");
    expect(Object.keys(extensions)).toEqual(["health_check"]);
    expect(service.pipelines).toEqual({
      traces: {
        receivers: ["otlp"],
        processors: ["memory_limiter", "batch"],
        exporters: ["otlp_grpc"],
      },
    });
  });

  test("as Jaeger's agent was: its protocols, its queue, its tags, and how often to trace", async () => {
    const rendered = await make({
      receives: { otlp: [], jaeger: ["thrift_compact"], datagramQueue: 3000 },
      tags: { zone: "a" },
      sampling: { endpoint: sampling },
    });
    const { receivers, processors, extensions, service } = configOf(rendered);
    expect(receivers).toEqual({
      jaeger: {
        protocols: {
          thrift_compact: {
            endpoint: "${env:POD_IP}:6831",
            queue_size: 3000,
            max_packet_size: 65000,
            workers: 10,
            socket_buffer_size: 0,
          },
        },
      },
    });
    expect(processors.resource.attributes).toEqual([{ key: "zone", value: "a", action: "insert" }]);
    expect(extensions.jaegerremotesampling).toEqual({
      http: { endpoint: "${env:POD_IP}:5778" },
      grpc: { endpoint: "${env:POD_IP}:5779" },
      source: {
        reload_interval: "30s",
        remote: { endpoint: "collector-headless.tracing.svc:4317", tls: { insecure: true } },
      },
    });
    expect(service.pipelines.traces.receivers).toEqual(["jaeger"]);
    expect(service.pipelines.traces.processors).toEqual(["memory_limiter", "resource", "batch"]);
    expect(containerOf(rendered).image).toBe(
      "docker.io/otel/opentelemetry-collector-contrib:0.159.0",
    );
  });

  test("the queue for datagrams of the article is the default", async () => {
    const { protocols } = configOf(await make({ receives: legacy })).receivers.jaeger;
    expect(protocols.thrift_compact.queue_size).toBe(2000);
    expect(protocols.thrift_binary.queue_size).toBe(2000);
  });

  test("metrics and logs only by OTLP, and over HTTP where the target speaks it", async () => {
    const { exporters, service } = configOf(
      await make({
        receives: legacy,
        signals: ["traces", "logs"],
        to: { endpoint: endpointAt("otlp.example.com", 443, "https") },
      }),
    );
    expect(exporters.otlp_http.endpoint).toBe("https://otlp.example.com:443");
    expect(service.pipelines.traces.receivers).toEqual(["otlp", "jaeger"]);
    expect(service.pipelines.logs.receivers).toEqual(["otlp"]);
  });

  test("what verifies the target is mounted where the configuration says, and no secret is in it", async () => {
    const rendered = await make({
      to: {
        endpoint: endpointAt("otlp.example.com", 4317, "grpcs"),
        ca: { kind: "configMap", name: "cas", key: "ca.pem" },
        identity: "own",
        headers: { authorization: { name: "token", key: "value" } },
      },
    });
    const { tls, headers } = configOf(rendered).exporters.otlp_grpc;
    expect(tls).toEqual({
      insecure: false,
      ca_file: "/tls/ca/ca.crt",
      cert_file: "/tls/identity/tls.crt",
      key_file: "/tls/identity/tls.key",
      reload_interval: "5m",
    });
    expect(headers).toEqual({ authorization: "${file:/headers/authorization}" });
    expect(podOf(rendered).spec.volumes.slice(1)).toEqual([
      { name: "ca", configMap: { name: "cas", items: [{ key: "ca.pem", path: "ca.crt" }] } },
      { name: "identity", secret: { secretName: "own" } },
      {
        name: "headers",
        projected: {
          sources: [
            { secret: { name: "token", items: [{ key: "value", path: "authorization" }] } },
          ],
        },
      },
    ]);
    expect(containerOf(rendered).volumeMounts.map(({ mountPath }: any) => mountPath)).toEqual([
      "/conf",
      "/tls/ca",
      "/tls/identity",
      "/headers",
    ]);
  });
});

describe("which pod spans are of", () => {
  test("is known with the right to read pods, a token and the way to the API server", async () => {
    const rendered = await make({ kubernetesAttributes: { deployments: "on" } });
    expect(configOf(rendered).processors.k8s_attributes.filter).toEqual({
      node: "${env:K8S_NODE_NAME}",
    });
    const verbs = ["get", "list", "watch"];
    expect(only(rendered, ROLE).inputs).toMatchObject({
      metadata: { name: "tracing-agent" },
      rules: [
        { apiGroups: [""], resources: ["pods"], verbs },
        { apiGroups: ["apps"], resources: ["replicasets"], verbs },
      ],
    });
    expect(only(rendered, BINDING).inputs).toMatchObject({
      roleRef: { kind: "ClusterRole", name: "tracing-agent" },
      subjects: [{ kind: "ServiceAccount", name: "agent", namespace: "tracing" }],
    });
    expect(podOf(rendered).spec.automountServiceAccountToken).toBe(true);
    expect(containerOf(rendered).env.at(-1)).toEqual({
      name: "K8S_NODE_NAME",
      valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } },
    });
    expect(only(rendered, POLICY).inputs.spec.egress.at(-1).ports).toEqual([
      { protocol: "TCP", port: 443 },
      { protocol: "TCP", port: 6443 },
    ]);
  });
});

test("who gets in and out: wired pods, callers and scrapers; the target and names", async () => {
  const scrapers = [{ kind: "cidrs", cidrs: ["10.2.0.0/16"] }] as const;
  const rendered = await make({
    receives: { otlp: ["grpc"], jaeger: ["thrift_compact"] },
    callers: everyone,
    scrapers,
  });
  const { ingress, egress } = only(rendered, POLICY).inputs.spec;
  const programs = [
    { protocol: "TCP", port: 4317 },
    { protocol: "UDP", port: 6831 },
  ];
  const metrics = { protocol: "TCP", port: 8888 };
  expect(ingress).toEqual([
    {
      from: [{ podSelector: { matchLabels: { "kube-tracing.io/client-of-agent": "true" } } }],
      ports: [...programs, metrics],
    },
    { from: [{ namespaceSelector: {} }], ports: programs },
    { from: [{ ipBlock: { cidr: "10.2.0.0/16" } }], ports: [metrics] },
  ]);
  expect(egress.slice(1)).toEqual([
    {
      to: [
        {
          namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "tracing" } },
          podSelector: { matchLabels: { "app.kubernetes.io/instance": "collector" } },
        },
      ],
      ports: [{ protocol: "TCP", port: 4317 }],
    },
  ]);
});

describe("what belongs to the node belongs to one agent, and costs what it costs", () => {
  const oldBeforeNew = { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } };
  const nodeQueue = { kept: { kind: "node", path: "/var/lib/agent" } } as const;

  test("its ports: those for programs alone", async () => {
    const rendered = await render(() => {
      const exposure = { kind: "hostPort" } as const;
      const agents = new AgentDaemonSet("agent", { ...ARGS, exposure, callers: everyone });
      expect(agents.access.at).toEqual({ kind: "node" });
      expect(agents.endpoints).toEqual({});
      expect(agents.podSecurity).toBe("privileged");
    });
    const ports = containerOf(rendered).ports.map(({ hostPort }: any) => hostPort);
    expect(ports).toEqual([4317, 4318, undefined, undefined]);
    expect(only(rendered, DAEMON_SET).inputs.spec.updateStrategy).toEqual(oldBeforeNew);
    expect(only(rendered, SERVICE).name).toBe("agent-metrics");
    expect(brokenIn(rendered)).toEqual([]);
  });

  test("its network: names of the cluster are still found, and no policy pretends to hold", async () => {
    const rendered = await render(() => {
      const agents = new AgentDaemonSet("agent", { ...ARGS, exposure: { kind: "hostNetwork" } });
      expect(agents.access.at).toEqual({ kind: "node" });
      expect(agents.podSecurity).toBe("privileged");
    });
    const { hostNetwork, dnsPolicy } = podOf(rendered).spec;
    expect({ hostNetwork, dnsPolicy }).toEqual({
      hostNetwork: true,
      dnsPolicy: "ClusterFirstWithHostNet",
    });
    const ports = containerOf(rendered).ports.map(({ hostPort }: any) => hostPort);
    expect(ports).toEqual([4317, 4318, 8888, 13133]);
    expect(only(rendered, DAEMON_SET).inputs.spec.updateStrategy).toEqual(oldBeforeNew);
    expect(brokenIn(rendered)).toEqual([
      "DaemonSet agent: shares a namespace of the host",
      "DaemonSet agent: has not one NetworkPolicy",
    ]);
  });

  test("its disk: what waits outlives the pod, and is tried for a day", async () => {
    const rendered = await make({ queue: nodeQueue });
    const { exporters, extensions } = configOf(rendered);
    expect(exporters.otlp_grpc.sending_queue.storage).toBe("file_storage");
    expect(exporters.otlp_grpc.retry_on_failure.max_elapsed_time).toBe("86400s");
    expect(extensions.file_storage.directory).toBe("/var/lib/otelcol");
    expect(podOf(rendered).spec.volumes.at(-1)).toEqual({
      name: "queue",
      hostPath: { path: "/var/lib/agent", type: "Directory" },
    });
    expect(containerOf(rendered).volumeMounts.at(-1)).toEqual({
      name: "queue",
      mountPath: "/var/lib/otelcol",
    });
    expect(only(rendered, DAEMON_SET).inputs.spec.updateStrategy).toEqual(oldBeforeNew);
    expect(brokenIn(rendered)).toEqual(["DaemonSet agent: mounts a path of the host"]);
  });
});

test("a volume of the pod holds what waits, and two agents still meet during an update", async () => {
  const rendered = await make({ queue: { kept: { kind: "pod", size: "1Gi" } } });
  expect(podOf(rendered).spec.volumes.at(-1)).toEqual({
    name: "queue",
    emptyDir: { sizeLimit: "1Gi" },
  });
  expect(only(rendered, DAEMON_SET).inputs.spec.updateStrategy.rollingUpdate.maxSurge).toBe(1);
});

test("a cluster that lets pods wait before they end gives programs time to turn away", async () => {
  const rendered = await make({ preStopSeconds: 10, drainSeconds: 45 });
  expect(containerOf(rendered).lifecycle).toEqual({ preStop: { sleep: { seconds: 10 } } });
  expect(podOf(rendered).spec.terminationGracePeriodSeconds).toBe(55);
});

test("programs of the node dial what they are told", async () => {
  await render(async () => {
    const agents = new AgentDaemonSet("agent", { ...ARGS, receives: legacy });
    const env = jaegerClientEnv({ language: "go", agent: agents.access, service: "shop" });
    const host = env.find(({ name }) => name === "JAEGER_AGENT_HOST")?.value;
    expect(await valueOf(host as any)).toBe("agent.tracing.svc");
  });
});

describe("what cannot work is refused", () => {
  const one = (problem: string) => `AgentDaemonSet "agent": ${problem}`;
  const none = { otlp: [], jaeger: [] };

  test.each<[Partial<AgentDaemonSetArgs>, string]>([
    [{ version: "0.110.0" }, one('version is "0.110.0"; give 0.111.0 or later.')],
    [
      { to: { endpoint: endpointAt("a", 1, "tcp") } },
      one(
        'to.endpoint is "one that speaks tcp"; ' +
          "give one that speaks grpc, grpcs, http or https.",
      ),
    ],
    [
      { to: { endpoint: members, identity: "own" } },
      one(
        'to.endpoint is "one that speaks grpc"; give one of grpcs or https, ' +
          "or leave to.ca and to.identity out: nothing is verified.",
      ),
    ],
    [
      { sampling: { endpoint: endpointAt("a", 5778, "http") } },
      one('sampling.endpoint is "one that speaks http"; give one that speaks grpc or grpcs.'),
    ],
    [
      { receives: none },
      one(
        'receives is {"otlp":[],"jaeger":[]}; ' +
          "give a protocol or more: nothing could be sent to it.",
      ),
    ],
    [{ signals: [] }, one("signals is []; give one or more.")],
    [
      { receives: { otlp: [], jaeger: ["grpc"] }, signals: ["traces", "logs"] },
      one(
        'signals is ["logs"]; ' +
          "give traces alone, or receives.otlp: Jaeger's protocols know nothing else.",
      ),
    ],
    [
      { queue: { requests: 500 } },
      one(
        "queue.requests is 500; give 460 or less, or more memory: " +
          "500 batches of 256 take 250Mi, more than 60 % of 384Mi.",
      ),
    ],
    [
      { queue: { kept: { kind: "node", path: "queue" } } },
      one('queue.kept.path is "queue"; give a folder of the node, such as /var/lib/otel-agent.'),
    ],
    [
      { exposure: { kind: "hostPort" } },
      one(
        'callers is []; give who may send, such as [{ kind: "cluster" }]: ' +
          "nobody is wired to ports of nodes.",
      ),
    ],
    [
      { exposure: { kind: "hostNetwork" }, callers: everyone, scrapers: everyone },
      'AgentDaemonSet "agent": 2 arguments cannot be used:\n' +
        '  - callers is [{"kind":"cluster"}]; ' +
        "give none: no NetworkPolicy holds in the network of the node.\n" +
        '  - scrapers is [{"kind":"cluster"}]; ' +
        "give none: no NetworkPolicy holds in the network of the node.",
    ],
    [
      { batch: { size: 100, most: 50 } },
      one("batch.most is 50; give a whole number, 100 or more."),
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
      { receives: { datagramQueue: 0 }, queue: { retrySeconds: 0 }, drainSeconds: 0 },
      'AgentDaemonSet "agent": 3 arguments cannot be used:\n' +
        "  - receives.datagramQueue is 0; give a whole number, 1 or more.\n" +
        "  - queue.retrySeconds is 0; give a whole number of seconds, 1 or more.\n" +
        "  - drainSeconds is 0; give a whole number of seconds, 1 or more.",
    ],
  ])("%j", async (args, message) => {
    await expect(make(args)).rejects.toMatchObject({ message });
  });
});
