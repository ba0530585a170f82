import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import { endpointAt } from "./kit/endpoint";
import { only, render, type Rendered, valueOf } from "./kit/testing";
import { Oap, type OapArgs } from "./oap";

const ARGS: OapArgs = {
  namespace: "uat",
  version: "10.4.0",
  storage: {
    kind: "elasticsearch",
    connection: { endpoint: endpointAt("es.example.com", 9200, "http") },
  },
};

const TLS_STORAGE: OapArgs["storage"] = {
  kind: "elasticsearch",
  connection: {
    endpoint: endpointAt("es.example.com", 9200, "https"),
    ca: { kind: "secret", name: "es-ca", key: "ca.crt" },
    credentials: {
      username: { name: "es-user", key: "username" },
      password: { name: "es-user", key: "password" },
    },
  },
};

const THREE: OapArgs["topology"] = { kind: "mixed", scale: { kind: "fixed", replicas: 3 } };
const SPLIT: OapArgs["topology"] = {
  kind: "split",
  receivers: { kind: "auto", min: 2, max: 4, cpuPercent: 70 },
  aggregators: { kind: "fixed", replicas: 2 },
};

const make = (args: Partial<OapArgs> = {}) => render(() => new Oap("oap", { ...ARGS, ...args }));

const list = (rendered: readonly Rendered[]) =>
  rendered.map(({ type, name }) => `${type.replace(/^.*:/, "")} ${name}`);

const JOB = "kubernetes:batch/v1:Job";
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const SERVICE = "kubernetes:core/v1:Service";
const SECRET = "kubernetes:core/v1:Secret";
const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";
const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";

const specOf = (rendered: readonly Rendered[], name = "oap") =>
  only(rendered, DEPLOYMENT, name).inputs.spec.template.spec;
const containerOf = (rendered: readonly Rendered[], name = "oap") =>
  specOf(rendered, name).containers[0];
const envOf = (container: any) =>
  Object.fromEntries(container.env.map((v: any) => [v.name, v.value ?? v.valueFrom]));

describe("objects", () => {
  test("one pod without a login makes nine objects", async () => {
    expect(list(await make())).toEqual([
      "Deployment oap",
      "Job oap-init",
      "Service oap",
      "Service oap-members",
      "Service oap-telemetry",
      "ServiceAccount oap",
      "ServiceAccount oap-init",
      "NetworkPolicy oap",
      "NetworkPolicy oap-init",
    ]);
  });

  test("three pods also make a Role and a disruption budget", async () => {
    const rendered = await make({ topology: THREE });
    expect(list(rendered).filter((line) => /Role|Budget|Autoscaler/.test(line))).toEqual([
      "PodDisruptionBudget oap",
      "Role oap",
      "RoleBinding oap",
    ]);
    expect(only(rendered, DEPLOYMENT).inputs.spec.replicas).toBe(3);
  });

  test("a split makes two Deployments, each with its budget, and one scales itself", async () => {
    const rendered = await make({ topology: SPLIT });
    expect(list(rendered).filter((line) => /Deployment|Budget|Autoscaler/.test(line))).toEqual([
      "Deployment oap-aggregator",
      "Deployment oap-receiver",
      "HorizontalPodAutoscaler oap-receiver",
      "PodDisruptionBudget oap-aggregator",
      "PodDisruptionBudget oap-receiver",
    ]);
    const receiver = only(rendered, DEPLOYMENT, "oap-receiver");
    expect(receiver.inputs.spec).not.toHaveProperty("replicas");
    expect(
      only(rendered, "kubernetes:autoscaling/v2:HorizontalPodAutoscaler").inputs.spec,
    ).toMatchObject({ minReplicas: 2, maxReplicas: 4, scaleTargetRef: { name: "oap-receiver" } });
    expect(envOf(containerOf(rendered, "oap-receiver"))).toMatchObject({
      SW_CORE_ROLE: "Receiver",
    });
    expect(envOf(containerOf(rendered, "oap-aggregator"))).toMatchObject({
      SW_CORE_ROLE: "Aggregator",
    });
  });

  test("every object that is dialled has a fixed name, every setting is named by Pulumi", async () => {
    const rendered = await make({
      agentToken: "token",
      sampling: {},
      alarms: { rules: {} },
      dynamicConfiguration: { items: {} },
      storage: TLS_STORAGE,
    });
    const unnamed = rendered.filter((r) => r.type.startsWith("kubernetes:"));
    expect(list(unnamed.filter((r) => r.inputs.metadata.name === undefined))).toEqual([
      "ConfigMap oap-dynamic",
      "ConfigMap oap-sampling",
      "Secret oap-agent-token",
      "Secret oap-alarms",
      "Secret oap-truststore",
    ]);
    for (const r of unnamed) expect(r.inputs.metadata.namespace, r.name).toBe("uat");
  });
});

describe("order", () => {
  test("no pod starts before the Job: the pods carry its name, which is known when it is done", async () => {
    const rendered = await make();
    const job = only(rendered, JOB).inputs.metadata.name;
    expect(job).toMatch(/^oap-init-[0-9a-f]{8}$/);
    const { template } = only(rendered, DEPLOYMENT).inputs.spec;
    expect(template.metadata.annotations).toEqual({ "kube-tracing.io/schema": job });
  });

  test("no pod starts before its rights: the name of its account waits for the binding", async () => {
    const late: string[] = [];
    await pulumi.runtime.setMocks(
      {
        newResource: async ({ type, name, inputs }) => {
          if (type.endsWith("RoleBinding"))
            await new Promise((resolve) => setTimeout(resolve, 100));
          late.push(type);
          return { id: name, state: { ...inputs, metadata: { name, ...inputs.metadata } } };
        },
        call: () => ({}),
      },
      "kube-tracing",
      "test",
    );
    new Oap("oap", { ...ARGS, topology: THREE });
    await pulumi.runtime.disconnect();
    const index = (type: string) => late.findIndex((t) => t.endsWith(type));
    expect(index("RoleBinding")).toBeGreaterThan(-1);
    expect(index(":Deployment")).toBeGreaterThan(index("RoleBinding"));
    expect(index(":Deployment")).toBeGreaterThan(index(":Job"));
  });

  test("the Job has its limits and no time to live", async () => {
    const { spec } = only(await make(), JOB).inputs;
    const { template, ...limits } = spec;
    expect(limits).toEqual({ backoffLimit: 6, activeDeadlineSeconds: 600 });
    expect(template.spec.restartPolicy).toBe("Never");
    expect(envOf(template.spec.containers[0])).toEqual({
      JAVA_OPTS: "-Dmode=init -Xms1024m -Xmx1024m -XX:+ExitOnOutOfMemoryError",
      TZ: "UTC",
      SW_STORAGE: "elasticsearch",
      SW_STORAGE_ES_CLUSTER_NODES: "es.example.com:9200",
      SW_STORAGE_ES_HTTP_PROTOCOL: "http",
      SW_STORAGE_ES_INDEX_REPLICAS_NUMBER: "1",
      SW_STORAGE_ES_SUPER_DATASET_INDEX_REPLICAS_NUMBER: "1",
      SW_RECEIVER_ZIPKIN: "-",
      SW_QUERY_ZIPKIN: "-",
      SW_PROMQL: "-",
      SW_LOGQL: "-",
      SW_TRACEQL: "-",
      SW_RECEIVER_AWS_FIREHOSE: "-",
    });
  });

  const jobName = async (args: Partial<OapArgs>) =>
    only(await make(args), JOB).inputs.metadata.name as string;

  test("the name of the Job stays while nothing changes that the schema follows from", async () => {
    const name = await jobName({});
    expect(await jobName({})).toBe(name);
    expect(await jobName({ topology: THREE })).toBe(name);
    expect(await jobName({ agentToken: "token", callers: [{ kind: "cluster" }] })).toBe(name);
  });

  const storage = (more: object) => ({ ...ARGS.storage, ...more });

  test.each<[string, Partial<OapArgs>]>([
    ["version", { version: "10.1.0" }],
    ["features", { features: ["zipkin"] }],
    ["shards", { storage: storage({ shards: 2 }) }],
    ["index settings", { storage: storage({ settings: { "index.codec": "best_compression" } }) }],
    ["time zone", { timeZone: "Asia/Shanghai" }],
    ["extra env", { env: { SW_METER_ANALYZER_ACTIVE_FILES: "satellite" } }],
    ["image registry", { images: { registry: "registry.example.com" } }],
    [
      "address",
      { storage: storage({ connection: { endpoint: endpointAt("other", 9200, "http") } }) },
    ],
  ])("the name of the Job changes with %s", async (_, args) => {
    expect(await jobName(args)).not.toBe(await jobName({}));
  });

  test("the Job alone waits at the gate of the store, and its name changes with it", async () => {
    const gate = {
      initContainers: [{ name: "login", image: "curl:1" }],
      volumes: [{ name: "login-ca", secret: { secretName: "es-tls" } }],
    };
    const connection = { endpoint: endpointAt("es.example.com", 9200, "http"), gate };
    const args = { storage: { kind: "elasticsearch", connection } } as const;
    const rendered = await make(args);
    const { spec } = only(rendered, JOB).inputs.spec.template;
    expect(spec.initContainers).toEqual(gate.initContainers);
    expect(spec.volumes).toContainEqual(gate.volumes[0]);
    expect(spec.containers[0].volumeMounts.map(({ name }: any) => name)).not.toContain("login-ca");
    const served = only(rendered, DEPLOYMENT).inputs.spec.template.spec;
    expect(served).not.toHaveProperty("initContainers");
    expect(await jobName(args)).not.toBe(await jobName({}));
  });

  test("a secret address leaves the name of the Job plain", async () => {
    const host = pulumi.secret("hidden.example.com");
    const rendered = await make({
      storage: { kind: "elasticsearch", connection: { endpoint: endpointAt(host, 9200, "http") } },
    });
    const job = only(rendered, JOB);
    expect(job.secret).toEqual(["spec"]);
    expect(job.inputs.metadata.name).toMatch(/^oap-init-[0-9a-f]{8}$/);
  });
});

describe("labels", () => {
  test.each<[string, Partial<OapArgs>]>([
    ["mixed", { topology: THREE, dynamicConfiguration: { items: {} }, sampling: {} }],
    ["split", { topology: SPLIT, dynamicConfiguration: { items: {} }, sampling: {} }],
  ])(
    "%s: the cluster selector finds the pods that aggregate, and nothing else",
    async (_, args) => {
      const rendered = await make(args);
      const first = rendered.filter((r) => r.type === DEPLOYMENT).map((r) => r.name)[0];
      const selector = envOf(containerOf(rendered, first))["SW_CLUSTER_K8S_LABEL"] as string;
      expect(selector).toBe("kube-tracing.io/oap-cluster=oap");
      const [key, value] = selector.split("=") as [string, string];

      const templates = rendered
        .filter((r) => r.inputs.spec?.template !== undefined)
        .map((r) => [r.name, r.inputs.spec.template.metadata.labels[key]]);
      const maps = rendered
        .filter((r) => r.type === CONFIG_MAP)
        .map((r) => [r.name, r.inputs.metadata.labels[key]]);
      expect(Object.fromEntries([...templates, ...maps])).toEqual({
        "oap-init": undefined,
        "oap-dynamic": value,
        "oap-sampling": undefined,
        ...(args.topology === THREE
          ? { oap: value }
          : { "oap-aggregator": value, "oap-receiver": undefined }),
      });
    },
  );

  test.each<[string, Partial<OapArgs>]>([
    ["mixed", {}],
    ["split", { topology: SPLIT }],
  ])("%s: selectors find their own pods only, and never those of the init Job", async (_, args) => {
    const rendered = await make({
      ...args,
      exposure: { kind: "loadBalancer", sourceRanges: ["10.0.0.0/8"] },
    });
    const pods = rendered
      .filter((r) => r.inputs.spec?.template !== undefined)
      .map((r) => ({ of: r.name, labels: r.inputs.spec.template.metadata.labels }));
    const found = (selector: Record<string, string>) =>
      pods
        .filter(({ labels }) => Object.entries(selector).every(([k, v]) => labels[k] === v))
        .map(({ of }) => of);
    const all = pods.map(({ of }) => of).filter((name) => name !== "oap-init");
    const front = all.filter((name) => name !== "oap-aggregator");

    for (const r of rendered.filter((r) => r.type === DEPLOYMENT))
      expect(found(r.inputs.spec.selector.matchLabels)).toEqual([r.name]);
    for (const name of ["oap", "oap-members", "oap-external"])
      expect(found(only(rendered, SERVICE, name).inputs.spec.selector), name).toEqual(front);
    expect(found(only(rendered, SERVICE, "oap-telemetry").inputs.spec.selector)).toEqual(all);
    const policy = (name: string) =>
      only(rendered, POLICY, name).inputs.spec.podSelector.matchLabels;
    expect(found(policy("oap"))).toEqual(all);
    expect(found(policy("oap-init"))).toEqual(["oap-init"]);
    for (const r of rendered.filter((r) => r.type.endsWith("PodDisruptionBudget")))
      expect(found(r.inputs.spec.selector.matchLabels)).toEqual([r.name]);
  });

  test("pods carry the labels that the storage lets in, and selectors do not", async () => {
    const endpoint = { ...endpointAt("es", 9200, "http"), admits: { "client-of-es": "true" } };
    const rendered = await make({ storage: { kind: "elasticsearch", connection: { endpoint } } });
    for (const type of [JOB, DEPLOYMENT]) {
      const { spec } = only(rendered, type).inputs;
      expect(spec.template.metadata.labels["client-of-es"]).toBe("true");
      expect(spec.selector?.matchLabels ?? {}).not.toHaveProperty("client-of-es");
    }
  });
});

describe("pods", () => {
  test("every container has limits, no rights, and a read-only root", async () => {
    const storage: OapArgs["storage"] = {
      kind: "mysql",
      endpoint: endpointAt("db", 3306, "tcp"),
      database: "skywalking",
      credentials: { username: { name: "db", key: "u" }, password: { name: "db", key: "p" } },
      ca: { kind: "configMap", name: "db-ca", key: "ca.pem" },
      driver: { kind: "copied", repository: "registry/jdbc", tag: "9", path: "/mysql.jar" },
    };
    const rendered = await make({ storage });
    for (const type of [JOB, DEPLOYMENT]) {
      const { spec } = only(rendered, type).inputs.spec.template;
      const containers = [...spec.initContainers, ...spec.containers];
      expect(containers.map((c: any) => c.name)).toEqual(["truststore", "driver", "oap"]);
      for (const c of containers) {
        expect(c.securityContext, c.name).toEqual({
          privileged: false,
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        });
        expect(Object.keys(c.resources).sort()).toEqual(["limits", "requests"]);
      }
      expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 10001 });
      expect(spec.enableServiceLinks).toBe(false);
      const volumes = spec.volumes.map((v: any) => v.name);
      const mounted = containers.flatMap((c: any) => c.volumeMounts.map((m: any) => m.name));
      expect([...new Set(mounted)].sort()).toEqual([...volumes].sort());
    }
  });

  test("the token is mounted only where the Kubernetes API is called", async () => {
    const mounts = async (args: Partial<OapArgs>) =>
      specOf(await make(args)).automountServiceAccountToken;
    expect(await mounts({})).toBe(false);
    expect(await mounts({ features: ["zipkin"], agentToken: "t" })).toBe(false);
    expect(await mounts({ topology: THREE })).toBe(true);
    expect(await mounts({ dynamicConfiguration: { items: {} } })).toBe(true);
    expect(await mounts({ accessLogs: { http: ["mx-mesh"], tcp: [] } })).toBe(false);
    expect(await mounts({ accessLogs: { http: [], tcp: ["k8s-mesh"] } })).toBe(true);
    expect(await mounts({ onDemandPodLogs: "on" })).toBe(true);
    const job = only(await make({ topology: THREE }), JOB).inputs.spec.template.spec;
    expect([job.automountServiceAccountToken, job.serviceAccountName]).toEqual([false, "oap-init"]);
  });

  test("probes ask gRPC, and only whether the port is open when it speaks TLS", async () => {
    const { startupProbe, readinessProbe, livenessProbe } = containerOf(await make());
    expect(startupProbe).toMatchObject({ grpc: { port: 11800 }, timeoutSeconds: 3 });
    expect(startupProbe.periodSeconds * startupProbe.failureThreshold).toBe(600);
    expect(readinessProbe.grpc).toEqual({ port: 11800 });
    expect(livenessProbe.tcpSocket).toEqual({ port: "grpc" });
    const tls = containerOf(await make({ grpc: { tls: { kind: "secret", name: "tls" } } }));
    for (const probe of [tls.startupProbe, tls.readinessProbe, tls.livenessProbe]) {
      expect(probe.tcpSocket).toEqual({ port: "grpc" });
      expect(probe).not.toHaveProperty("grpc");
    }
  });

  test.each([
    { when: "by default", bulk: {}, seconds: "35", grace: 60 },
    {
      when: "and later with a longer buffer",
      bulk: { flushSeconds: 30 },
      seconds: "60",
      grace: 85,
    },
  ])("a pod ends late enough to write what it has, $when", async ({ bulk, seconds, grace }) => {
    const storage = { ...ARGS.storage, bulk } as OapArgs["storage"];
    const spec = specOf(await make({ storage }));
    expect(spec.containers[0].lifecycle.preStop.exec.command).toEqual(["sleep", seconds]);
    expect(spec.terminationGracePeriodSeconds).toBe(grace);
  });

  test("pods are replaced one by one, and spread where there are several", async () => {
    const { spec } = only(await make({ topology: THREE }), DEPLOYMENT).inputs;
    expect(spec.strategy).toEqual({
      type: "RollingUpdate",
      rollingUpdate: { maxUnavailable: 0, maxSurge: 1 },
    });
    expect(spec.template.spec.topologySpreadConstraints).toHaveLength(2);
    expect(specOf(await make())).not.toHaveProperty("topologySpreadConstraints");
  });

  test("placement, registry and pull secrets reach every pod", async () => {
    const rendered = await make({
      placement: { nodeSelector: { apm: "skywalking" } },
      images: { registry: "registry.example.com", pullSecrets: ["pull"], pullPolicy: "Always" },
      storage: TLS_STORAGE,
    });
    for (const type of [JOB, DEPLOYMENT]) {
      const { spec } = only(rendered, type).inputs.spec.template;
      expect(spec.nodeSelector).toEqual({ apm: "skywalking" });
      expect(spec.imagePullSecrets).toEqual([{ name: "pull" }]);
      for (const c of [...spec.initContainers, ...spec.containers])
        expect([c.image, c.imagePullPolicy]).toEqual([
          "registry.example.com/apache/skywalking-oap-server:10.4.0",
          "Always",
        ]);
    }
  });
});

describe("secrets", () => {
  const CANARY = "canary-7f3a";

  test("no secret shows outside of a Secret", async () => {
    const rendered = await make({
      agentToken: CANARY,
      storage: TLS_STORAGE,
      alarms: {
        rules: {},
        hooks: { ops: { kind: "slack", textTemplate: "%s", webhooks: [`https://hook/${CANARY}`] } },
      },
    });
    const shown = rendered.filter((r) => JSON.stringify(r.inputs).includes(CANARY));
    expect(list(shown)).toEqual(["Secret oap-agent-token", "Secret oap-alarms"]);
    for (const { secret } of shown) expect(secret).toEqual(["stringData"]);
    const withSecrets = rendered.filter((r) => r.secret.length > 0);
    expect(list(withSecrets)).toEqual([
      "Secret oap-agent-token",
      "Secret oap-alarms",
      "Secret oap-truststore",
    ]);
  });

  test("what Pulumi keeps with the component is secret too", async () => {
    const kept: unknown[] = [];
    await pulumi.runtime.setMocks(
      {
        newResource: ({ type, name, inputs }) => {
          if (type === "kube-tracing:index:Oap") kept.push(inputs);
          return { id: name, state: { ...inputs, metadata: { name, ...inputs.metadata } } };
        },
        call: () => ({}),
      },
      "kube-tracing",
      "test",
    );
    new Oap("oap", { ...ARGS, agentToken: CANARY, alarms: { rules: {} } });
    await pulumi.runtime.disconnect();
    expect(kept).toMatchObject([
      {
        version: "10.4.0",
        agentToken: { "4dabf18193072939515e22adb298388d": expect.any(String), value: CANARY },
        alarms: { "4dabf18193072939515e22adb298388d": expect.any(String) },
      },
    ]);
  });

  test("the agent token is text for OAP even when it looks like a number", async () => {
    const rendered = await make({ agentToken: "0123" });
    expect(only(rendered, SECRET).inputs.stringData).toEqual({ token: '"0123"' });
    expect(envOf(containerOf(rendered))["SW_AUTHENTICATION"]).toEqual({
      secretKeyRef: { name: "oap-agent-token", key: "token" },
    });
  });

  test("user, password and truststore of Elasticsearch come from Secrets", async () => {
    const rendered = await make({ storage: TLS_STORAGE });
    const wanted = {
      SW_STORAGE_ES_HTTP_PROTOCOL: "https",
      SW_ES_USER: { secretKeyRef: { name: "es-user", key: "username" } },
      SW_ES_PASSWORD: { secretKeyRef: { name: "es-user", key: "password" } },
      SW_STORAGE_ES_SSL_JKS_PATH: "/truststore/ca.p12",
      SW_STORAGE_ES_SSL_JKS_PASS: { secretKeyRef: { name: "oap-truststore", key: "password" } },
    };
    for (const type of [JOB, DEPLOYMENT]) {
      const { spec } = only(rendered, type).inputs.spec.template;
      expect(envOf(spec.containers[0])).toMatchObject(wanted);
      const [truststore] = spec.initContainers;
      expect(truststore.args).toEqual(["truststore", "/ca/storage/ca.crt", "/truststore/ca.p12"]);
      expect(envOf(truststore)).toEqual({
        STORE_PASSWORD: { secretKeyRef: { name: "oap-truststore", key: "password" } },
      });
      expect(spec.volumes).toContainEqual({
        name: "storage-ca",
        secret: { secretName: "es-ca", items: [{ key: "ca.crt", path: "ca.crt" }] },
      });
    }
  });
});

describe("files", () => {
  test("rendered settings lie among those of the image, one by one", async () => {
    const rendered = await make({ sampling: { ratePerTenThousand: 1000 }, alarms: { rules: {} } });
    expect(containerOf(rendered).volumeMounts.slice(1)).toEqual([
      {
        name: "alarms",
        mountPath: "/skywalking/config/alarm-settings.yml",
        subPath: "alarm-settings.yml",
        readOnly: true,
      },
      {
        name: "sampling",
        mountPath: "/skywalking/config/trace-sampling-policy-settings.yml",
        subPath: "trace-sampling-policy-settings.yml",
        readOnly: true,
      },
    ]);
    expect(specOf(rendered).volumes.slice(1)).toEqual([
      { name: "alarms", secret: { secretName: "oap-alarms" } },
      { name: "sampling", configMap: { name: "oap-sampling" } },
    ]);
    expect(Object.keys(only(rendered, SECRET).inputs.stringData)).toEqual(["alarm-settings.yml"]);
    expect(Object.keys(only(rendered, CONFIG_MAP).inputs.data)).toEqual([
      "trace-sampling-policy-settings.yml",
    ]);
  });

  test("dynamic settings are a ConfigMap that OAP looks for, not one that it mounts", async () => {
    const items = { "core.default.apdexThreshold": "default: 500" };
    const rendered = await make({ dynamicConfiguration: { items, periodSeconds: 30 } });
    expect(only(rendered, CONFIG_MAP).inputs.data).toEqual(items);
    expect(specOf(rendered).volumes.map((v: any) => v.name)).toEqual(["tmp"]);
    expect(envOf(containerOf(rendered))).toMatchObject({
      SW_CLUSTER: "standalone",
      SW_CONFIGURATION: "k8s-configmap",
      SW_CONFIG_CONFIGMAP_PERIOD: "30",
      SW_CLUSTER_K8S_NAMESPACE: "uat",
      SW_CLUSTER_K8S_LABEL: "kube-tracing.io/oap-cluster=oap",
    });
  });
});

test("outputs say where everything is", async () => {
  await render(async () => {
    const oap = new Oap("oap", {
      ...ARGS,
      features: ["zipkin", "promql"],
      mtls: { certificate: { kind: "secret", name: "tls" }, clientCa: { kind: "none" } },
      timeZone: "Asia/Shanghai",
    });
    const address = async (of: { address: pulumi.Output<string>; speaks: string } | undefined) =>
      of && `${of.speaks} ${await valueOf(of.address)}`;
    expect({
      grpc: await address(oap.grpc),
      rest: await address(oap.rest),
      receiver: await address(oap.receiver),
      members: await address(oap.members),
      telemetry: await address(oap.telemetry),
      features: await Promise.all(
        Object.entries(oap.features).map(async ([name, of]) => `${name} ${await address(of)}`),
      ),
      timeZone: oap.timeZone,
      version: oap.version,
    }).toEqual({
      grpc: "grpc oap.uat.svc:11800",
      rest: "http oap.uat.svc:12800",
      receiver: "grpcs oap.uat.svc:11801",
      members: "grpcs oap-members.uat.svc:11801",
      telemetry: "http oap-telemetry.uat.svc:1234",
      features: [
        "zipkin http oap.uat.svc:9411",
        "zipkin-query http oap.uat.svc:9412",
        "promql http oap.uat.svc:9090",
      ],
      timeZone: "Asia/Shanghai",
      version: "10.4.0",
    });
    expect(oap.grpc.admits).toEqual({ "kube-tracing.io/client-of-oap": "true" });
  });
});
