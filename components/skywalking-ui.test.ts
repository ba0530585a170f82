import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test, vi } from "vitest";
import { endpointAt, endpointOf } from "./kit/endpoint";
import { labelsFor } from "./kit/labels";
import { only, render, type Rendered, valueOf } from "./kit/testing";
import { SkyWalkingUi, type SkyWalkingUiArgs } from "./skywalking-ui";
import type { SingleSignOn } from "./skywalking-ui/horizon-file";

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const SERVICE = "kubernetes:core/v1:Service";
const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";

const rest = endpointAt("oap.example.com", 12800, "http");
const zipkin = endpointAt("oap.example.com", 9412, "http");
const admin = endpointAt("oap.example.com", 17128, "http");
const oap = { rest, version: "10.4.0" };
const booster: SkyWalkingUiArgs = { namespace: "tracing", version: "10.4.0", oap };
const users = [{ name: "root", passwordHash: "$argon2id$1", role: "admin" }] as const;
const horizon: SkyWalkingUiArgs = {
  namespace: "tracing",
  version: "0.7.0",
  oap: { rest, admin, version: "11.0.0" },
  flavor: { kind: "horizon", users },
};
const provider = {
  id: "sso",
  issuer: "https://login.example.com",
  clientId: "c",
  clientSecret: "s3cret",
  allowedDomains: ["example.com"],
} as const;
const everyone = [{ kind: "cluster" }] as const;

const made = (args: SkyWalkingUiArgs) => render(() => new SkyWalkingUi("ui", args));
const podIn = (rendered: Rendered[]) => only(rendered, DEPLOYMENT).inputs.spec.template;
const containerIn = (rendered: Rendered[]) => podIn(rendered).spec.containers[0];
const kindsIn = (rendered: Rendered[]) =>
  rendered.map(({ type, name }) => `${type.split(":").at(-1)} ${name}`);

const labels = {
  "app.kubernetes.io/name": "skywalking-ui",
  "app.kubernetes.io/instance": "ui",
  "app.kubernetes.io/version": "10.4.0",
  "app.kubernetes.io/part-of": "kube-tracing",
  "app.kubernetes.io/managed-by": "pulumi",
};
const selector = {
  "app.kubernetes.io/name": "skywalking-ui",
  "app.kubernetes.io/instance": "ui",
};

describe("booster", () => {
  test("is a Deployment, a Service, an account without rights and a policy", async () => {
    expect(kindsIn(await made(booster))).toEqual([
      "Deployment ui",
      "Service ui",
      "ServiceAccount ui",
      "NetworkPolicy ui",
    ]);
  });

  test("runs one locked-down pod with half of its memory as heap", async () => {
    const health = { httpGet: { path: "/internal/l7check", port: "http" }, timeoutSeconds: 5 };
    expect(only(await made(booster), DEPLOYMENT).inputs).toEqual({
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "ui", namespace: "tracing", labels },
      spec: {
        replicas: 1,
        strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
        selector: { matchLabels: selector },
        template: {
          metadata: { labels },
          spec: {
            serviceAccountName: "ui",
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            securityContext: {
              runAsNonRoot: true,
              runAsUser: 10001,
              runAsGroup: 10001,
              fsGroup: 10001,
              fsGroupChangePolicy: "OnRootMismatch",
              seccompProfile: { type: "RuntimeDefault" },
            },
            terminationGracePeriodSeconds: 30,
            containers: [
              {
                name: "ui",
                image: "docker.io/apache/skywalking-ui:10.4.0",
                imagePullPolicy: "IfNotPresent",
                ports: [{ name: "http", containerPort: 8080 }],
                env: [
                  { name: "JAVA_OPTS", value: "-Xms256m -Xmx256m -XX:+ExitOnOutOfMemoryError" },
                  { name: "SW_OAP_ADDRESS", value: "http://oap.example.com:12800" },
                ],
                resources: {
                  requests: { cpu: "100m", memory: "512Mi" },
                  limits: { cpu: "1", memory: "512Mi" },
                },
                securityContext: {
                  privileged: false,
                  allowPrivilegeEscalation: false,
                  readOnlyRootFilesystem: true,
                  capabilities: { drop: ["ALL"] },
                },
                startupProbe: { ...health, periodSeconds: 5, failureThreshold: 60 },
                readinessProbe: { ...health, periodSeconds: 10, failureThreshold: 3 },
                livenessProbe: {
                  tcpSocket: { port: "http" },
                  periodSeconds: 20,
                  failureThreshold: 3,
                },
                lifecycle: { preStop: { exec: { command: ["sleep", "5"] } } },
                volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
              },
            ],
            volumes: [{ name: "tmp", emptyDir: { sizeLimit: "64Mi" } }],
          },
        },
      },
    });
  });

  test("has a Service in front of its pods, and that is its endpoint", async () => {
    const rendered = await render(async () => {
      const ui = new SkyWalkingUi("ui", booster);
      expect(await valueOf(ui.http.address)).toBe("ui.tracing.svc:8080");
      expect(ui.http).toMatchObject({ port: 8080, speaks: "http" });
      expect(ui.http.admits).toEqual({ "kube-tracing.io/client-of-ui": "true" });
      expect(ui.url).toBeUndefined();
    });
    expect(only(rendered, SERVICE).inputs.spec).toEqual({
      type: "ClusterIP",
      selector,
      ports: [{ name: "http", port: 8080, targetPort: "http", appProtocol: "http" }],
    });
  });

  test("opens the Zipkin page when OAP answers Zipkin queries", async () => {
    const { env } = containerIn(await made({ ...booster, oap: { ...oap, zipkin } }));
    expect(env).toContainEqual({
      name: "SW_ZIPKIN_ADDRESS",
      value: "http://oap.example.com:9412",
    });
  });

  test("takes more settings after its own", async () => {
    const env = { LOGGING: "debug", TOKEN: { secret: { name: "s", key: "k" } } };
    expect(containerIn(await made({ ...booster, env })).env.slice(2)).toEqual([
      { name: "LOGGING", value: "debug" },
      { name: "TOKEN", valueFrom: { secretKeyRef: { name: "s", key: "k" } } },
    ]);
  });

  test("comes from a mirror and goes to the nodes that are asked for", async () => {
    const rendered = await made({
      ...booster,
      images: { registry: "registry.example.com", pullPolicy: "Always", pullSecrets: ["pull"] },
      placement: { nodeSelector: { apm: "skywalking" } },
    });
    expect(containerIn(rendered)).toMatchObject({
      image: "registry.example.com/apache/skywalking-ui:10.4.0",
      imagePullPolicy: "Always",
    });
    expect(podIn(rendered).spec).toMatchObject({
      imagePullSecrets: [{ name: "pull" }],
      nodeSelector: { apm: "skywalking" },
    });
  });
});

describe("scale", () => {
  test("two pods are spread, and drained one at a time", async () => {
    const rendered = await made({ ...booster, scale: { kind: "fixed", replicas: 2 } });
    expect(only(rendered, DEPLOYMENT).inputs.spec.replicas).toBe(2);
    expect(podIn(rendered).spec.topologySpreadConstraints).toHaveLength(2);
    const budget = only(rendered, "kubernetes:policy/v1:PodDisruptionBudget");
    expect(budget.inputs.spec).toEqual({
      maxUnavailable: 1,
      selector: { matchLabels: selector },
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    });
  });

  test("an autoscaler owns the count", async () => {
    const scale = { kind: "auto", min: 1, max: 3, cpuPercent: 80 } as const;
    const rendered = await made({ ...booster, scale });
    expect(only(rendered, DEPLOYMENT).inputs.spec).not.toHaveProperty("replicas");
    const { spec } = only(rendered, "kubernetes:autoscaling/v2:HorizontalPodAutoscaler").inputs;
    expect([spec.scaleTargetRef.name, spec.minReplicas, spec.maxReplicas]).toEqual(["ui", 1, 3]);
    expect(podIn(rendered).spec.topologySpreadConstraints).toHaveLength(2);
  });
});

describe("flows", () => {
  test("out to OAP and to the name service, in from its clients only", async () => {
    expect(only(await made(booster), POLICY).inputs.spec).toEqual({
      podSelector: { matchLabels: { "app.kubernetes.io/instance": "ui" } },
      policyTypes: ["Ingress", "Egress"],
      ingress: [
        {
          from: [{ podSelector: { matchLabels: { "kube-tracing.io/client-of-ui": "true" } } }],
          ports: [{ protocol: "TCP", port: 8080 }],
        },
      ],
      egress: [
        {
          to: [
            {
              namespaceSelector: {
                matchLabels: { "kubernetes.io/metadata.name": "kube-system" },
              },
              podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
            },
          ],
          ports: [
            { protocol: "UDP", port: 53 },
            { protocol: "TCP", port: 53 },
          ],
        },
        {
          to: [{ ipBlock: { cidr: "0.0.0.0/0" } }],
          ports: [{ protocol: "TCP", port: 12800 }],
        },
      ],
    });
  });

  test("pods carry the labels that OAP admits, and selectors do not", async () => {
    const rendered = await render(() => {
      const metadata = { name: "oap", namespace: "tracing" };
      const service = new k8s.core.v1.Service("oap", { metadata });
      const inside = endpointOf(service, {
        port: 12800,
        speaks: "http",
        selector: labelsFor("skywalking-oap", "oap", "10.4.0").selector,
      });
      new SkyWalkingUi("ui", { ...booster, oap: { rest: inside, version: "10.4.0" } });
    });
    expect(podIn(rendered).metadata.labels).toEqual({
      ...labels,
      "kube-tracing.io/client-of-oap": "true",
    });
    expect(only(rendered, DEPLOYMENT).inputs.spec.selector.matchLabels).toEqual(selector);
    expect(only(rendered, POLICY).inputs.spec.egress[1].to).toEqual([
      {
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "tracing" } },
        podSelector: { matchLabels: { "app.kubernetes.io/instance": "oap" } },
      },
    ]);
  });

  test("a load balancer's networks come in besides the callers", async () => {
    const exposure = { kind: "loadBalancer", sourceRanges: ["10.0.0.0/8"] } as const;
    const rendered = await made({ ...booster, exposure, callers: everyone });
    expect(only(rendered, POLICY).inputs.spec.ingress[1].from).toEqual([
      { namespaceSelector: {} },
      { ipBlock: { cidr: "10.0.0.0/8" } },
    ]);
  });

  test("Horizon also goes to the Zipkin and admin ports and to its identity providers", async () => {
    const rendered = await made({
      ...horizon,
      version: "1.0.0",
      oap: { rest, zipkin, admin, version: "11.0.0" },
      exposure: { kind: "ingress", host: "ui.example.com", className: "nginx" },
      callers: everyone,
      flavor: {
        kind: "horizon",
        users: [],
        singleSignOn: {
          providers: [
            { ...provider, issuer: "https://login.example.com/realms/ops" },
            { ...provider, issuer: "https://login.example.com:8443" },
          ],
        },
      },
    });
    const { egress } = only(rendered, POLICY).inputs.spec;
    expect(egress.slice(1).map((rule: any) => rule.ports[0].port)).toEqual([
      12800, 9412, 17128, 443, 8443,
    ]);
  });
});

describe("exposure", () => {
  test("a node port", async () => {
    const exposure = { kind: "nodePort", nodePort: 31180 } as const;
    const rendered = await made({ ...booster, exposure, callers: everyone });
    expect(only(rendered, SERVICE).inputs.spec).toMatchObject({
      type: "NodePort",
      ports: [{ name: "http", port: 8080, nodePort: 31180 }],
    });
  });

  test("a load balancer, whose address is the page's", async () => {
    const annotations = { "example.com/internal": "true" };
    const exposure = { kind: "loadBalancer", sourceRanges: ["10.0.0.0/8"], annotations } as const;
    const rendered = await render(async () => {
      const ui = new SkyWalkingUi("ui", { ...booster, exposure });
      expect(await valueOf(ui.url!)).toBe("http://192.0.2.1:8080");
    });
    const { metadata, spec } = only(rendered, SERVICE).inputs;
    expect(metadata.annotations).toEqual(annotations);
    expect(spec.type).toBe("LoadBalancer");
  });

  test("an Ingress at a host, with TLS", async () => {
    const rendered = await render(async () => {
      const exposure = {
        kind: "ingress",
        host: "ui.example.com",
        className: "nginx",
        tlsSecret: "ui-tls",
      } as const;
      const ui = new SkyWalkingUi("ui", { ...booster, exposure, callers: everyone });
      expect(await valueOf(ui.url!)).toBe("https://ui.example.com");
    });
    const { metadata, spec } = only(rendered, "kubernetes:networking.k8s.io/v1:Ingress").inputs;
    expect(metadata).toEqual({
      name: "ui",
      namespace: "tracing",
      labels,
      annotations: { "pulumi.com/skipAwait": "true" },
    });
    expect(spec.tls).toEqual([{ hosts: ["ui.example.com"], secretName: "ui-tls" }]);
    expect(spec.rules[0].http.paths[0].backend).toEqual({
      service: { name: "ui", port: { number: 8080 } },
    });
  });

  test("an HTTPRoute at a Gateway", async () => {
    const rendered = await render(async () => {
      const gateway = { name: "public", namespace: "edge" };
      const exposure = { kind: "gateway", host: "ui.example.com", gateway } as const;
      const ui = new SkyWalkingUi("ui", { ...booster, exposure, callers: everyone });
      expect(await valueOf(ui.url!)).toBe("https://ui.example.com");
    });
    expect(only(rendered, "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute").inputs).toEqual({
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata: { name: "ui", namespace: "tracing", labels },
      spec: {
        parentRefs: [{ name: "public", namespace: "edge" }],
        hostnames: ["ui.example.com"],
        rules: [{ backendRefs: [{ name: "ui", port: 8080 }] }],
      },
    });
  });
});

describe("horizon", () => {
  test("reads a file and a Secret that have a new name after each change", async () => {
    const rendered = await made(horizon);
    expect(kindsIn(rendered)).toEqual([
      "Deployment ui",
      "ConfigMap ui-config",
      "Secret ui-secrets",
      "Service ui",
      "ServiceAccount ui",
      "NetworkPolicy ui",
    ]);
    const file = only(rendered, "kubernetes:core/v1:ConfigMap").inputs;
    expect(Object.keys(file.data)).toEqual(["horizon.yaml"]);
    expect(file.metadata).not.toHaveProperty("name");
    const secret = only(rendered, "kubernetes:core/v1:Secret");
    expect(secret.inputs.stringData).toEqual({ HORIZON_USER_0_PASSWORD_HASH: "$argon2id$1" });
    expect(secret.inputs.metadata).not.toHaveProperty("name");
    expect(secret.secret).toEqual(["stringData"]);
  });

  test.each<[string, SkyWalkingUiArgs["flavor"] & object]>([
    ["hashes", { kind: "horizon", users }],
    [
      "clients",
      { kind: "horizon", users: [], singleSignOn: { providers: [{ ...provider, id: "a" }] } },
    ],
  ])("stands in the state of the stack with its %s encrypted", async (_, flavor) => {
    const states: Record<string, any>[] = [];
    await pulumi.runtime.setMocks({
      newResource: ({ name, inputs, custom }) => {
        if (custom === false) states.push(inputs);
        return { id: name, state: { ...inputs, metadata: { name } } };
      },
      call: () => ({}),
    });
    const exposure = { kind: "ingress", host: "ui.example.com", className: "nginx" } as const;
    const args = { ...horizon, version: "1.0.0", exposure, callers: everyone };
    new SkyWalkingUi("ui", { ...args, flavor });
    await pulumi.runtime.disconnect();
    expect(states.map((state) => state["flavor"].value.kind)).toEqual(["horizon"]);
  });

  test("runs one pod, replaced only when the old one has gone, with the heap in its limit", async () => {
    const rendered = await made(horizon);
    const { replicas, strategy } = only(rendered, DEPLOYMENT).inputs.spec;
    expect([replicas, strategy]).toEqual([1, { type: "Recreate" }]);
    expect(containerIn(rendered)).toMatchObject({
      image: "docker.io/apache/skywalking-ui:horizon-0.7.0",
      ports: [{ name: "http", containerPort: 8081 }],
      env: [
        { name: "NODE_OPTIONS", value: "--max-old-space-size=768" },
        { name: "HORIZON_OAP_QUERY_URL", value: "http://oap.example.com:12800" },
        { name: "HORIZON_OAP_ADMIN_URL", value: "http://oap.example.com:17128" },
        {
          name: "HORIZON_USER_0_PASSWORD_HASH",
          valueFrom: {
            secretKeyRef: { name: "ui-secrets", key: "HORIZON_USER_0_PASSWORD_HASH" },
          },
        },
      ],
      startupProbe: { httpGet: { path: "/api/health", port: "http" } },
      readinessProbe: { httpGet: { path: "/api/auth/health", port: "http" } },
      livenessProbe: { tcpSocket: { port: "http" } },
      volumeMounts: [
        { name: "tmp", mountPath: "/tmp" },
        {
          name: "config",
          mountPath: "/app/horizon.yaml",
          subPath: "horizon.yaml",
          readOnly: true,
        },
        { name: "data", mountPath: "/data" },
      ],
    });
    expect(podIn(rendered).spec.volumes).toEqual([
      { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
      { name: "config", configMap: { name: "ui-config" } },
      { name: "data", emptyDir: { sizeLimit: "256Mi" } },
    ]);
  });

  test("asks Zipkin below /zipkin", async () => {
    const rendered = await made({ ...horizon, oap: { rest, zipkin, version: "11.0.0" } });
    expect(containerIn(rendered).env).toContainEqual({
      name: "HORIZON_OAP_ZIPKIN_URL",
      value: "http://oap.example.com:9412/zipkin",
    });
  });

  test("keeps its audit log on a volume when it is given one", async () => {
    const volume = { size: "1Gi", storageClass: "fast" } as const;
    const rendered = await made({ ...horizon, flavor: { kind: "horizon", users, volume } });
    const claim = only(rendered, "kubernetes:core/v1:PersistentVolumeClaim").inputs;
    expect([claim.metadata.name, claim.spec]).toEqual([
      "ui-data",
      {
        accessModes: ["ReadWriteOnce"],
        resources: { requests: { storage: "1Gi" } },
        storageClassName: "fast",
      },
    ]);
    expect(podIn(rendered).spec.volumes[2]).toEqual({
      name: "data",
      persistentVolumeClaim: { claimName: "ui-data" },
    });
  });

  test("knows where dashboards are kept from version 1.0.0 on only", async () => {
    const file = async (version: string) =>
      only(await made({ ...horizon, version }), "kubernetes:core/v1:ConfigMap").inputs.data[
        "horizon.yaml"
      ];
    expect(JSON.parse(await file("0.7.0"))).not.toHaveProperty("templates");
    expect(JSON.parse(await file("1.0.0")).templates).toEqual({ mode: "live" });
  });

  test("tells that OAP 10 leaves its admin pages closed, and says nothing with OAP 11", async () => {
    const warn = vi.spyOn(pulumi.log, "warn").mockResolvedValue();
    await made(horizon);
    expect(warn).not.toHaveBeenCalled();
    await made({ ...horizon, oap: { rest, version: "10.4.0" } });
    expect(warn.mock.calls.map(([message]) => message)).toEqual([
      "OAP before 11 has no admin port: the admin pages of Horizon stay closed, and its dashboards are those that it comes with.",
    ]);
    warn.mockRestore();
  });
});

describe("refusals", () => {
  const small = { cpu: "1", memory: "128Mi" } as const;
  const tiny = { requests: small, limits: small };
  const ingress = { kind: "ingress", host: "ui.example.com", className: "nginx" } as const;

  test.each<[SkyWalkingUiArgs, string]>([
    [{ ...booster, version: "latest" }, 'version is "latest"; give a version such as 10.4.0.'],
    [{ ...booster, version: "9.7.0" }, 'version is "9.7.0"; give the version of OAP, 10.4.0.'],
    [
      { ...booster, oap: { rest, version: "11.0.0" } },
      'flavor.kind is "booster"; give "horizon" for OAP 11.0.0: booster ended with SkyWalking 10.',
    ],
    [
      { ...booster, oap: { ...oap, rest: endpointAt("oap", 12800, "https") } },
      'oap.rest.speaks is "https"; give "http": booster calls OAP without TLS.',
    ],
    [
      { ...booster, oap: { ...oap, zipkin: endpointAt("oap", 9412, "https") } },
      'oap.zipkin.speaks is "https"; give "http": booster calls OAP without TLS.',
    ],
    [
      { ...booster, oap: { ...oap, admin } },
      'oap.admin is "given"; give none: booster has no admin pages.',
    ],
    [{ ...booster, resources: tiny }, 'resources.limits.memory is "128Mi"; give 384Mi or more.'],
    [
      { ...booster, scale: { kind: "fixed", replicas: 0 } },
      "scale.replicas is 0; give a whole number, 1 or more.",
    ],
    [
      { ...booster, exposure: { kind: "nodePort", nodePort: 80 }, callers: everyone },
      "exposure.nodePort is 80; give a port from 30000 to 32767.",
    ],
    [
      { ...booster, exposure: ingress },
      'callers is []; give who may open the page, such as [{ kind: "namespaces", labels: {…} }], where the controller runs.',
    ],
    [
      { ...booster, env: { JAVA_OPTS: "-Xmx1g" } },
      'env.JAVA_OPTS is "set by the component itself"; give resources.limits.memory for the heap, env.JAVA_TOOL_OPTIONS for other options.',
    ],
    [
      { ...horizon, version: "0.6.0" },
      'version is "0.6.0"; give a version of Horizon, 0.7.0 or later.',
    ],
    [
      { ...horizon, oap: { rest, version: "9.7.0" } },
      'oap.version is "9.7.0"; give 10.0.0 or later, which Horizon needs.',
    ],
    [
      { ...horizon, flavor: { kind: "horizon", users: [] } },
      "flavor.users is []; give one user or more, or singleSignOn: nobody could sign in.",
    ],
    [
      { ...horizon, flavor: { kind: "horizon", users, sessionMinutes: Number.NaN } },
      "flavor.sessionMinutes is NaN; give 1 or more.",
    ],
    [
      { ...horizon, scale: { kind: "fixed", replicas: 2 } },
      'scale is {"kind":"fixed","replicas":2}; give one replica: Horizon keeps sessions in the memory of its pod.',
    ],
    [{ ...horizon, resources: tiny }, 'resources.limits.memory is "128Mi"; give 512Mi or more.'],
    [
      { ...horizon, env: { HORIZON_USER_0_PASSWORD_HASH: "x" } },
      'env.HORIZON_USER_0_PASSWORD_HASH is "set by the component itself"; give flavor.',
    ],
    [
      {
        ...horizon,
        exposure: ingress,
        callers: everyone,
        flavor: { kind: "horizon", users, singleSignOn: { providers: [provider] } },
      },
      'flavor.singleSignOn is "set for Horizon 0.7.0"; give version 1.0.0 or later with it.',
    ],
    [
      {
        ...horizon,
        version: "1.0.0",
        flavor: { kind: "horizon", users, singleSignOn: { providers: [provider] } },
      },
      'exposure.kind is "clusterIP"; give "ingress" or "gateway" with singleSignOn: people come back to an address.',
    ],
    [
      {
        ...horizon,
        version: "1.0.0",
        exposure: ingress,
        callers: everyone,
        flavor: {
          kind: "horizon",
          users,
          singleSignOn: { providers: [{ ...provider, issuer: "http://login" }] },
        },
      },
      'flavor.singleSignOn.providers[0].issuer is "http://login"; give an address that starts with https://.',
    ],
  ])("%#", (args, message) => {
    expect(() => new SkyWalkingUi("ui", args)).toThrow(
      new pulumi.RunError(`SkyWalkingUi "ui": ${message}`),
    );
  });

  test("come before anything is registered, and all at once", async () => {
    const rendered = await render(() => {
      expect(() => new SkyWalkingUi("ui", { ...booster, version: "", resources: tiny })).toThrow(
        new pulumi.RunError(
          'SkyWalkingUi "ui": 2 arguments cannot be used:\n' +
            '  - version is ""; give a version such as 10.4.0.\n' +
            '  - resources.limits.memory is "128Mi"; give 384Mi or more.',
        ),
      );
    });
    expect(rendered).toEqual([]);
  });

  test("of the types: booster has no users, a provider asks for domains", () => {
    // @ts-expect-error booster has no sign-in
    const withUsers: SkyWalkingUiArgs["flavor"] = { kind: "booster", users };
    // @ts-expect-error a public provider knows everyone
    const open = { providers: [{ ...provider, allowedDomains: [] }] } satisfies SingleSignOn;
    expect([withUsers?.kind, open.providers.length]).toEqual(["booster", 1]);
  });
});
