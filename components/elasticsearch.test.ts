import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import {
  type EckElasticsearch,
  Elasticsearch,
  type ElasticsearchArgs,
  externalElasticsearch,
  type NativeElasticsearch,
} from "./elasticsearch";
import { CURL_CONFIG } from "./elasticsearch/prepare";
import { endpointAt } from "./kit/endpoint";
import type { Memory } from "./kit/size";
import type { ElasticsearchConnection } from "./kit/store";
import { only, type Rendered, render, valueOf } from "./kit/testing";

const NATIVE = {
  kind: "native",
  namespace: "tracing",
  version: "8.18.8",
  volume: { size: "50Gi" },
} as const satisfies NativeElasticsearch;

const CLUSTER = {
  ...NATIVE,
  nodes: 3,
  tls: { kind: "certManager", issuer: { name: "es", kind: "Issuer" } },
} as const satisfies NativeElasticsearch;

const ECK = { ...NATIVE, kind: "eck" } as const satisfies EckElasticsearch;

const SELECTOR = {
  "app.kubernetes.io/name": "elasticsearch",
  "app.kubernetes.io/instance": "es",
};
const LABELS = {
  ...SELECTOR,
  "app.kubernetes.io/version": "8.18.8",
  "app.kubernetes.io/part-of": "kube-tracing",
  "app.kubernetes.io/managed-by": "pulumi",
};
const ITSELF = { podSelector: { matchLabels: { "app.kubernetes.io/instance": "es" } } };
const CLIENTS = { podSelector: { matchLabels: { "kube-tracing.io/client-of-es": "true" } } };
const DNS = {
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
};

const tcp = (...ports: number[]) => ports.map((port) => ({ protocol: "TCP", port }));
const of = (args: ElasticsearchArgs) => render(() => new Elasticsearch("es", args));
const statefulSet = (all: Rendered[]) => only(all, "kubernetes:apps/v1:StatefulSet").inputs.spec;
const pod = (all: Rendered[]) => statefulSet(all).template.spec;
const policy = (all: Rendered[]) =>
  only(all, "kubernetes:networking.k8s.io/v1:NetworkPolicy").inputs.spec;
const names = (all: Rendered[]) => all.map(({ type, name }) => `${type.split(":").at(-1)} ${name}`);

describe("one node of our own", () => {
  test("is a StatefulSet with Services, account, policy, files, three Secrets and three passwords", async () => {
    const all = await of(NATIVE);
    expect(names(all)).toEqual([
      "StatefulSet es",
      "ConfigMap es-files",
      "Secret es-client",
      "Secret es-realm",
      "Secret es-superuser",
      "Service es",
      "Service es-nodes",
      "ServiceAccount es",
      "NetworkPolicy es",
      "RandomPassword es-client-skywalking",
      "RandomPassword es-probe",
      "RandomPassword es-superuser",
    ]);
  });

  test("keeps its data when it goes", async () => {
    expect(statefulSet(await of(NATIVE))).toMatchObject({
      serviceName: "es-nodes",
      replicas: 1,
      podManagementPolicy: "Parallel",
      persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
      selector: { matchLabels: SELECTOR },
      volumeClaimTemplates: [
        {
          metadata: { name: "data", labels: SELECTOR },
          spec: {
            accessModes: ["ReadWriteOnce"],
            resources: { requests: { storage: "50Gi" } },
          },
        },
      ],
    });
  });

  test("takes its volume from the class that is named", async () => {
    const all = await of({ ...NATIVE, volume: { size: "1Ti", storageClass: "fast" } });
    expect(statefulSet(all).volumeClaimTemplates[0].spec).toEqual({
      accessModes: ["ReadWriteOnce"],
      storageClassName: "fast",
      resources: { requests: { storage: "1Ti" } },
    });
  });

  test("runs as the image's user, without rights, token or writable image", async () => {
    const spec = pod(await of(NATIVE));
    expect(spec).toMatchObject({
      serviceAccountName: "es",
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 180,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 1000,
        runAsGroup: 1000,
        fsGroup: 1000,
        fsGroupChangePolicy: "OnRootMismatch",
        seccompProfile: { type: "RuntimeDefault" },
      },
    });
    for (const container of [...spec.initContainers, ...spec.containers])
      expect(container.securityContext).toEqual({
        privileged: false,
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      });
    expect(Object.keys(spec)).not.toContain("affinity");
    expect(Object.keys(spec)).not.toContain("topologySpreadConstraints");
  });

  test("gets a prepared configuration folder, and the users as they are at any time", async () => {
    const { initContainers, containers, volumes } = pod(await of(NATIVE));
    expect(initContainers.map((c: any) => [c.name, c.command.slice(0, 2), c.env])).toEqual([
      [
        "prepare",
        ["sh", "-ec"],
        [{ name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } }],
      ],
    ]);
    expect(initContainers[0].volumeMounts).toEqual([
      { name: "config", mountPath: "/prepared" },
      { name: "files", mountPath: "/files", readOnly: true },
      { name: "superuser", mountPath: "/credentials/superuser", readOnly: true },
      { name: "tmp", mountPath: "/tmp" },
    ]);
    expect(containers[0].volumeMounts).toEqual([
      { name: "config", mountPath: "/usr/share/elasticsearch/config" },
      { name: "realm", mountPath: "/usr/share/elasticsearch/config/realm", readOnly: true },
      { name: "data", mountPath: "/usr/share/elasticsearch/data" },
      { name: "logs", mountPath: "/usr/share/elasticsearch/logs" },
      { name: "tmp", mountPath: "/tmp" },
    ]);
    expect(volumes).toEqual([
      { name: "config", emptyDir: { sizeLimit: "64Mi" } },
      { name: "logs", emptyDir: { sizeLimit: "256Mi" } },
      { name: "tmp", emptyDir: { sizeLimit: "1Gi" } },
      { name: "files", configMap: { name: "es-files" } },
      { name: "realm", secret: { secretName: "es-realm" } },
      { name: "superuser", secret: { secretName: "es-superuser" } },
    ]);
  });

  test("has half of its memory as heap", async () => {
    const [container] = pod(await of(NATIVE)).containers;
    expect(container).toMatchObject({
      image: "docker.elastic.co/elasticsearch/elasticsearch:8.18.8",
      imagePullPolicy: "IfNotPresent",
      resources: {
        requests: { cpu: "500m", memory: "2Gi" },
        limits: { cpu: "2", memory: "2Gi" },
      },
      ports: [
        { name: "http", containerPort: 9200 },
        { name: "transport", containerPort: 9300 },
      ],
    });
    expect(container.env.slice(1)).toEqual([
      {
        name: "ES_JAVA_OPTS",
        value: "-Xms1024m -Xmx1024m -Xlog:disable -Xlog:all=warning:stderr:utctime,level,tags",
      },
      { name: "NSS_SDB_USE_CACHE", value: "no" },
    ]);
  });

  test("is ready with a master, alive with an open port, and lets clients go before it stops", async () => {
    const [container] = pod(await of(NATIVE)).containers;
    const joined = [
      "curl",
      "--config",
      CURL_CONFIG,
      "--silent",
      "--show-error",
      "--fail",
      "--output",
      "/dev/null",
      "--max-time",
      "4",
      "http://es.tracing.svc:9200/_cluster/health?master_timeout=3s",
    ];
    expect(container.startupProbe).toEqual({
      exec: { command: joined },
      timeoutSeconds: 5,
      periodSeconds: 5,
      failureThreshold: 120,
    });
    expect(container.readinessProbe).toEqual({
      exec: { command: joined },
      timeoutSeconds: 5,
      periodSeconds: 10,
      failureThreshold: 3,
    });
    expect(container.livenessProbe).toEqual({
      tcpSocket: { port: "http" },
      periodSeconds: 20,
      failureThreshold: 6,
    });
    expect(container.lifecycle).toEqual({ preStop: { exec: { command: ["sleep", "5"] } } });
  });

  test("lets in its clients only, and nothing out", async () => {
    expect(policy(await of(NATIVE))).toEqual({
      podSelector: ITSELF.podSelector,
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ from: [CLIENTS], ports: tcp(9200) }],
      egress: [],
    });
  });

  test("lets in the callers that are named", async () => {
    const callers = [{ kind: "cidrs", cidrs: ["10.0.0.0/8"] }] as const;
    expect(policy(await of({ ...NATIVE, callers })).ingress[1]).toEqual({
      from: [{ ipBlock: { cidr: "10.0.0.0/8" } }],
      ports: tcp(9200),
    });
  });

  test("writes its files from the arguments", async () => {
    const all = await of({
      ...NATIVE,
      indexPattern: "uat_*",
      memoryMaps: { kind: "node" },
      settings: { "cluster.max_shards_per_node": 3000 },
    });
    const { metadata, data } = only(all, "kubernetes:core/v1:ConfigMap").inputs;
    expect(metadata).toEqual({ namespace: "tracing", labels: LABELS });
    expect(data["elasticsearch.yml"]).toBe(`cluster.name: "es"
node.name: "\${POD_NAME}"
network.host: "0.0.0.0"
discovery.type: "single-node"
xpack.security.enabled: true
cluster.max_shards_per_node: 3000
`);
    expect(data["roles.yml"]).toContain('names: ["uat_*"]');
  });

  test("takes images, placement and variables", async () => {
    const spec = pod(
      await of({
        ...NATIVE,
        images: { registry: "registry.example.com/mirror", pullSecrets: ["registry"] },
        placement: { nodeSelector: { apm: "skywalking" } },
        env: { TZ: "Asia/Shanghai" },
      }),
    );
    expect(spec.imagePullSecrets).toEqual([{ name: "registry" }]);
    expect(spec.nodeSelector).toEqual({ apm: "skywalking" });
    const image = "registry.example.com/mirror/elasticsearch/elasticsearch:8.18.8";
    for (const container of [...spec.initContainers, ...spec.containers])
      expect(container.image).toBe(image);
    expect(spec.containers[0].env.at(-1)).toEqual({ name: "TZ", value: "Asia/Shanghai" });
  });

  test("raises the memory maps of its node first, when it is told to", async () => {
    const { initContainers } = pod(await of({ ...NATIVE, memoryMaps: { kind: "initContainer" } }));
    expect(initContainers.map((c: any) => c.name)).toEqual(["memory-maps", "prepare"]);
  });

  test("answers over http, with a user of its own, as version and count say", async () => {
    let connection: ElasticsearchConnection | undefined;
    await render(async () => {
      ({ connection } = new Elasticsearch("es", NATIVE));
      expect(await valueOf(connection.endpoint.address)).toBe("es.tracing.svc:9200");
      expect(await valueOf(pulumi.output(connection.credentials))).toEqual({
        username: { name: "es-client", key: "username" },
        password: { name: "es-client", key: "password" },
      });
    });
    expect(connection).toMatchObject({ version: "8.18.8", dataNodes: 1 });
    expect(connection?.endpoint).toMatchObject({
      speaks: "http",
      port: 9200,
      admits: { "kube-tracing.io/client-of-es": "true" },
    });
    expect(connection).not.toHaveProperty("ca");
  });
});

test("clients of our own come after its nodes are ready: the address waits for the StatefulSet", async () => {
  let settle: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => (settle = resolve));
  await pulumi.runtime.setMocks(
    {
      newResource: async ({ type, name, inputs }) => {
        if (type.endsWith(":StatefulSet")) await ready;
        const metadata = { name, ...inputs.metadata };
        return { id: name, state: { ...inputs, metadata, result: "generated" } };
      },
      call: () => ({}),
    },
    "kube-tracing",
    "test",
  );
  const { connection } = new Elasticsearch("es", NATIVE);
  let known = false;
  const told = valueOf(connection.endpoint.address).then((text) => ((known = true), text));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(known).toBe(false);
  settle();
  expect(await told).toBe("es.tracing.svc:9200");
  await pulumi.runtime.disconnect();
});

describe("a cluster of our own", () => {
  test("adds a certificate and a disruption budget", async () => {
    const all = await of(CLUSTER);
    expect(names(all)).toEqual([
      "StatefulSet es",
      "Certificate es",
      "ConfigMap es-files",
      "Secret es-client",
      "Secret es-realm",
      "Secret es-superuser",
      "Service es",
      "Service es-nodes",
      "ServiceAccount es",
      "NetworkPolicy es",
      "PodDisruptionBudget es",
      "RandomPassword es-client-skywalking",
      "RandomPassword es-probe",
      "RandomPassword es-superuser",
    ]);
    expect(only(all, "kubernetes:policy/v1:PodDisruptionBudget").inputs.spec).toEqual({
      maxUnavailable: 1,
      selector: { matchLabels: SELECTOR },
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    });
  });

  test("has a certificate for the names that are called", async () => {
    const { metadata, spec } = only(
      await of(CLUSTER),
      "kubernetes:cert-manager.io/v1:Certificate",
    ).inputs;
    expect(metadata).toEqual({ name: "es", namespace: "tracing", labels: LABELS });
    expect(spec).toMatchObject({
      secretName: "es-tls",
      issuerRef: { name: "es", kind: "Issuer", group: "cert-manager.io" },
      dnsNames: ["es", "es.tracing", "es.tracing.svc", "*.es-nodes.tracing.svc", "localhost"],
      usages: ["server auth", "client auth"],
    });
  });

  test("mounts the certificate as a folder, so that a new one is taken up", async () => {
    const { containers, volumes } = pod(await of(CLUSTER));
    expect(containers[0].volumeMounts[2]).toEqual({
      name: "certs",
      mountPath: "/usr/share/elasticsearch/config/certs",
      readOnly: true,
    });
    expect(volumes.at(-1)).toEqual({ name: "certs", secret: { secretName: "es-tls" } });
  });

  test("takes a certificate that is there already", async () => {
    const all = await of({ ...CLUSTER, tls: { kind: "secret", name: "given" } });
    expect(names(all)).not.toContain("Certificate es");
    expect(pod(all).volumes.at(-1)).toEqual({ name: "certs", secret: { secretName: "given" } });
  });

  test("never puts two nodes on one host, and spreads over zones", async () => {
    const spread = { maxSkew: 1, whenUnsatisfiable: "ScheduleAnyway" };
    const labelSelector = { matchLabels: SELECTOR };
    expect(pod(await of(CLUSTER))).toMatchObject({
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: "kubernetes.io/hostname", labelSelector },
          ],
        },
      },
      topologySpreadConstraints: [
        { ...spread, topologyKey: "kubernetes.io/hostname", labelSelector },
        { ...spread, topologyKey: "topology.kubernetes.io/zone", labelSelector },
      ],
    });
  });

  test("finds its nodes before they are ready", async () => {
    const all = await of(CLUSTER);
    expect(only(all, "kubernetes:core/v1:Service", "es-nodes").inputs).toMatchObject({
      metadata: { name: "es-nodes", namespace: "tracing", labels: LABELS },
      spec: {
        clusterIP: "None",
        publishNotReadyAddresses: true,
        selector: SELECTOR,
        ports: [{ name: "transport", port: 9300, targetPort: "transport", appProtocol: "tcp" }],
      },
    });
    expect(only(all, "kubernetes:core/v1:Service", "es").inputs.spec).toEqual({
      selector: SELECTOR,
      ports: [{ name: "http", port: 9200, targetPort: "http", appProtocol: "https" }],
    });
  });

  test("talks to itself on 9300 only", async () => {
    expect(policy(await of(CLUSTER))).toMatchObject({
      ingress: [
        { from: [CLIENTS], ports: tcp(9200) },
        { from: [ITSELF], ports: tcp(9300) },
      ],
      egress: [{ to: [ITSELF], ports: tcp(9300) }, DNS],
    });
  });

  test("waits for all copies of its shards before a node stops", async () => {
    const [container] = pod(await of(CLUSTER)).containers;
    expect(container.lifecycle.preStop.exec.command).toEqual([
      "sh",
      "-c",
      'sleep 5; exec "$@"',
      "sh",
      "curl",
      "--config",
      CURL_CONFIG,
      "--silent",
      "--show-error",
      "--fail",
      "--output",
      "/dev/null",
      "--max-time",
      "125",
      "https://es.tracing.svc:9200/_cluster/health?wait_for_status=green&timeout=120s",
    ]);
  });

  test("forms once", async () => {
    const file = async (bootstrapped: boolean) =>
      only(await of({ ...CLUSTER, bootstrapped }), "kubernetes:core/v1:ConfigMap").inputs.data[
        "elasticsearch.yml"
      ];
    const initial = 'cluster.initial_master_nodes: ["es-0","es-1","es-2"]';
    expect(await file(false)).toContain(initial);
    expect(await file(true)).not.toContain("initial_master_nodes");
  });

  test("answers over https, with the CA from the certificate's Secret", async () => {
    await render(async () => {
      const { connection } = new Elasticsearch("es", CLUSTER);
      expect(connection).toMatchObject({
        ca: { kind: "secret", name: "es-tls", key: "ca.crt" },
        endpoint: { speaks: "https" },
        dataNodes: 3,
      });
    });
  });
});

describe("by the ECK operator", () => {
  test("is one custom resource with account, policy, roles and user", async () => {
    expect(names(await of(ECK))).toEqual([
      "Secret es-client",
      "Secret es-roles",
      "ServiceAccount es",
      "Elasticsearch es",
      "NetworkPolicy es",
      "RandomPassword es-client-skywalking",
    ]);
  });

  test("renders the whole cluster", async () => {
    const all = await of({ ...ECK, settings: { "cluster.max_shards_per_node": 3000 } });
    expect(only(all, "kubernetes:elasticsearch.k8s.elastic.co/v1:Elasticsearch").inputs).toEqual({
      apiVersion: "elasticsearch.k8s.elastic.co/v1",
      kind: "Elasticsearch",
      metadata: {
        name: "es",
        namespace: "tracing",
        labels: LABELS,
        annotations: { "pulumi.com/waitFor": "jsonpath={.status.phase}=Ready" },
      },
      spec: {
        version: "8.18.8",
        image: "docker.elastic.co/elasticsearch/elasticsearch:8.18.8",
        volumeClaimDeletePolicy: "DeleteOnScaledownOnly",
        auth: {
          fileRealm: [{ secretName: "es-client" }],
          roles: [{ secretName: "es-roles" }],
        },
        nodeSets: [
          {
            name: "default",
            count: 1,
            config: { "node.store.allow_mmap": false, "cluster.max_shards_per_node": 3000 },
            podTemplate: {
              metadata: { labels: LABELS },
              spec: {
                serviceAccountName: "es",
                automountServiceAccountToken: false,
                enableServiceLinks: false,
                securityContext: {
                  runAsNonRoot: true,
                  runAsUser: 1000,
                  runAsGroup: 1000,
                  fsGroup: 1000,
                  fsGroupChangePolicy: "OnRootMismatch",
                  seccompProfile: { type: "RuntimeDefault" },
                },
                initContainers: [],
                containers: [
                  {
                    name: "elasticsearch",
                    imagePullPolicy: "IfNotPresent",
                    env: [],
                    resources: {
                      requests: { cpu: "500m", memory: "2Gi" },
                      limits: { cpu: "2", memory: "2Gi" },
                    },
                    securityContext: {
                      privileged: false,
                      allowPrivilegeEscalation: false,
                      readOnlyRootFilesystem: true,
                      capabilities: { drop: ["ALL"] },
                    },
                  },
                ],
              },
            },
            volumeClaimTemplates: [
              {
                metadata: { name: "elasticsearch-data", labels: SELECTOR },
                spec: {
                  accessModes: ["ReadWriteOnce"],
                  resources: { requests: { storage: "50Gi" } },
                },
              },
            ],
          },
        ],
      },
    });
  });

  test("hands user and role to the operator in Secrets", async () => {
    const all = await of({ ...ECK, user: "tracing" });
    expect(only(all, "kubernetes:core/v1:Secret", "es-client").inputs).toEqual({
      apiVersion: "v1",
      kind: "Secret",
      metadata: { namespace: "tracing", labels: LABELS },
      type: "kubernetes.io/basic-auth",
      stringData: { username: "tracing", password: "generated", roles: "client" },
    });
    expect(
      only(all, "kubernetes:core/v1:Secret", "es-roles").inputs.stringData["roles.yml"],
    ).toContain('names: ["sw_*"]');
  });

  test("lets in the operator, and the nodes to each other", async () => {
    const of = (namespace: string) => ({
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
    });
    const rules = async (args: EckElasticsearch) =>
      policy(await render(() => new Elasticsearch("es", args)));
    expect(await rules(ECK)).toMatchObject({
      ingress: [
        { from: [CLIENTS], ports: tcp(9200) },
        { from: [of("elastic-system")], ports: tcp(9200) },
        { from: [ITSELF], ports: tcp(9200, 9300) },
      ],
      egress: [{ to: [ITSELF], ports: tcp(9200, 9300) }, DNS],
    });
    const { ingress } = await rules({ ...ECK, operatorNamespace: "operators" });
    expect(ingress[1].from).toEqual([of("operators")]);
  });

  test("keeps the nodes of a cluster apart", async () => {
    const all = await of({ ...ECK, nodes: 3, memoryMaps: { kind: "initContainer" } });
    const { spec } = only(all, "kubernetes:elasticsearch.k8s.elastic.co/v1:Elasticsearch").inputs;
    const [{ count, config, podTemplate }] = spec.nodeSets;
    expect({ count, config }).toEqual({ count: 3, config: {} });
    expect(podTemplate.spec.initContainers[0].name).toBe("memory-maps");
    expect(
      podTemplate.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution,
    ).toHaveLength(1);
  });

  test("answers over https at the Service, with the CA and the superuser that ECK makes", async () => {
    await render(async () => {
      const { connection, superuser } = new Elasticsearch("es", ECK);
      const { endpoint, ca } = connection;
      expect(await valueOf(endpoint.address)).toBe("es-es-http.tracing.svc:9200");
      expect(await valueOf(pulumi.output(endpoint.pods))).toEqual({
        namespace: "tracing",
        selector: SELECTOR,
        port: 9200,
      });
      expect(endpoint).toMatchObject({
        speaks: "https",
        port: 9200,
        admits: { "kube-tracing.io/client-of-es": "true" },
      });
      expect(await valueOf(pulumi.output(ca))).toEqual({
        kind: "secret",
        name: "es-es-http-certs-public",
        key: "ca.crt",
      });
      expect(await valueOf(pulumi.output(superuser))).toEqual({
        name: "es-es-elastic-user",
        key: "elastic",
      });
    });
  });
});

describe("passwords", () => {
  test("are generated, long, and only in Secrets", async () => {
    const all = await of(NATIVE);
    for (const name of ["es-client-skywalking", "es-probe", "es-superuser"])
      expect(only(all, "random:index/randomPassword:RandomPassword", name).inputs).toEqual({
        length: 32,
        special: false,
      });
    expect(all.filter((r) => JSON.stringify(r.inputs).includes("generated"))).toHaveLength(3);
    expect(all.filter((r) => r.secret.length > 0).map((r) => r.name)).toEqual([
      "es-client",
      "es-realm",
      "es-superuser",
    ]);
    const superuser = only(all, "kubernetes:core/v1:Secret", "es-superuser").inputs.stringData;
    expect(superuser).toEqual({ username: "elastic", password: "generated" });
  });

  test("that are given are taken, for the clients' user", async () => {
    const all = await of({ ...NATIVE, password: "given-by-someone" });
    const { stringData } = only(all, "kubernetes:core/v1:Secret", "es-client").inputs;
    expect(stringData.password).toBe("given-by-someone");
    expect(names(all)).not.toContain("RandomPassword es-client-skywalking");
  });

  test("that are given are secret in the state of the component too", async () => {
    const args: Record<string, unknown>[] = [];
    await pulumi.runtime.setMocks({
      newResource: ({ type, inputs, name }) => {
        if (type === "kube-tracing:index:Elasticsearch") args.push(inputs);
        const metadata = { name, namespace: "tracing" };
        return { id: name, state: { ...inputs, metadata, result: "generated" } };
      },
      call: () => ({}),
    });
    new Elasticsearch("es", { ...NATIVE, password: "given-by-someone" });
    await pulumi.runtime.disconnect();
    const signature = { "4dabf18193072939515e22adb298388d": expect.any(String) };
    expect(args).toEqual([{ ...NATIVE, password: { ...signature, value: "given-by-someone" } }]);
  });
});

describe("a change of the clients' user", () => {
  const CHANGE = { ...NATIVE, user: "next", retiring: { user: "skywalking" } };

  test("lets both in, and tells clients the new one", async () => {
    const all = await of(CHANGE);
    const { users, users_roles } = only(all, "kubernetes:core/v1:Secret", "es-realm").inputs
      .stringData;
    expect(users.match(/^[^:]+/gm)).toEqual(["next", "skywalking", "kube-tracing-probe"]);
    expect(users_roles).toBe("client:next,skywalking\nprobe:kube-tracing-probe\n");
    expect(only(all, "kubernetes:core/v1:Secret", "es-client").inputs.stringData).toEqual({
      username: "next",
      password: "generated",
      roles: "client",
    });
  });

  test("does not touch the nodes: the pod stays as it was, to the name of the Secret", async () => {
    expect(pod(await of(CHANGE))).toEqual(pod(await of(NATIVE)));
    const { metadata } = only(await of(CHANGE), "kubernetes:core/v1:Secret", "es-realm").inputs;
    expect(metadata).toEqual({ name: "es-realm", namespace: "tracing", labels: LABELS });
  });

  test("leaves the user before its random password, and makes another one", async () => {
    const random = (all: Rendered[]) => names(all).filter((name) => name.includes("es-client-"));
    expect(random(await of(NATIVE))).toEqual(["RandomPassword es-client-skywalking"]);
    expect(random(await of(CHANGE))).toEqual([
      "RandomPassword es-client-next",
      "RandomPassword es-client-skywalking",
    ]);
  });

  test("takes a password that is given for the user before", async () => {
    const all = await of({ ...CHANGE, retiring: { user: "skywalking", password: "given" } });
    expect(names(all)).not.toContain("RandomPassword es-client-skywalking");
    expect(names(all)).toContain("RandomPassword es-client-next");
  });

  test("hands both to the operator", async () => {
    const all = await of({ ...ECK, user: "next", retiring: { user: "skywalking" } });
    const { spec } = only(all, "kubernetes:elasticsearch.k8s.elastic.co/v1:Elasticsearch").inputs;
    expect(spec.auth.fileRealm).toEqual([
      { secretName: "es-client" },
      { secretName: "es-retiring" },
    ]);
    expect(only(all, "kubernetes:core/v1:Secret", "es-retiring").inputs.stringData).toEqual({
      username: "skywalking",
      password: "generated",
      roles: "client",
    });
  });

  test.each<{ kind: string; args: ElasticsearchArgs; url: string; hosts: string[] }>([
    {
      kind: "one node",
      args: NATIVE,
      url: "http://es.tracing.svc:9200",
      hosts: ["es-0.es-nodes.tracing.svc"],
    },
    {
      kind: "three nodes",
      args: CLUSTER,
      url: "https://es.tracing.svc:9200",
      hosts: ["es-0", "es-1", "es-2"].map((node) => `${node}.es-nodes.tracing.svc`),
    },
    {
      kind: "three nodes of the operator",
      args: { ...ECK, nodes: 3 },
      url: "https://es-es-http.tracing.svc:9200",
      hosts: ["0", "1", "2"].map((node) => `es-es-default-${node}.es-es-default.tracing.svc`),
    },
  ])("is waited for at every node: $kind", async ({ args, url, hosts }) => {
    await render(async () => {
      const { gate } = new Elasticsearch("es", args).connection;
      const [{ command }] = (await valueOf(pulumi.output(gate!.initContainers))) as any;
      expect(command.slice(3)).toEqual(["login", `${url}/_security/_authenticate`, ...hosts]);
    });
  });
});

describe("users besides, each with indices of its own", () => {
  const others = [{ user: "jaeger", indexPattern: "jaeger-*" }] as const;

  test("get a Secret, a password and a role of their own, and a connection", async () => {
    let name = "";
    const all = await render(async () => {
      const { others: connections } = new Elasticsearch("es", { ...NATIVE, others });
      const credentials = connections["jaeger"]?.credentials;
      name = await valueOf(pulumi.output(credentials?.username.name ?? ""));
    });
    expect(name).toBe("es-client-jaeger");
    const secret = only(all, "kubernetes:core/v1:Secret", "es-client-jaeger");
    expect(secret.secret).toEqual(["stringData"]);
    expect(secret.inputs.stringData).toEqual({
      username: "jaeger",
      password: "generated",
      roles: "client-jaeger",
    });
    const realm = only(all, "kubernetes:core/v1:Secret", "es-realm").inputs.stringData;
    expect(realm.users_roles).toBe(
      "client:skywalking\nclient-jaeger:jaeger\nprobe:kube-tracing-probe\n",
    );
  });

  test("are known to the operator, too", async () => {
    const all = await of({ ...ECK, others: [{ ...others[0], password: "given" }] });
    const { auth } = only(all, "kubernetes:elasticsearch.k8s.elastic.co/v1:Elasticsearch").inputs
      .spec;
    expect(auth.fileRealm).toEqual([
      { secretName: "es-client" },
      { secretName: "es-client-jaeger" },
    ]);
    const roles = only(all, "kubernetes:core/v1:Secret", "es-roles").inputs.stringData;
    expect(roles["roles.yml"]).toContain("client-jaeger:\n");
    expect(
      only(all, "kubernetes:core/v1:Secret", "es-client-jaeger").inputs.stringData.password,
    ).toBe("given");
  });
});

test("every object goes to the provider of the component", async () => {
  const all = await render(() => {
    const provider = new k8s.Provider("cluster", {});
    for (const args of [CLUSTER, ECK])
      new Elasticsearch(args.kind, args, { providers: { kubernetes: provider } });
  });
  const objects = all.filter(({ type }) => type.startsWith("kubernetes:"));
  expect(objects).toHaveLength(16);
  expect(new Set(objects.map(({ provider }) => provider.split("::").at(-2)))).toEqual(
    new Set(["cluster"]),
  );
});

describe("of someone else", () => {
  const https = endpointAt("es.example.com", 9200, "https");
  const http = endpointAt("es.example.com", 9200, "http");
  const ca = { kind: "secret", name: "ca", key: "ca.crt" } as const;

  test("is passed on as it is given", () => {
    const credentials = {
      username: { name: "es", key: "user" },
      password: { name: "es", key: "password" },
    };
    expect(
      externalElasticsearch({ endpoint: https, credentials, ca, version: "8.18.8", dataNodes: 3 }),
    ).toEqual({ endpoint: https, credentials, ca, version: "8.18.8", dataNodes: 3 });
    expect(externalElasticsearch({ endpoint: http, credentials })).toEqual({
      endpoint: http,
      credentials,
    });
    expect(externalElasticsearch({ endpoint: http })).toEqual({ endpoint: http });
  });

  test("is refused with a CA over http, with another protocol, with half a version", () => {
    expect(() => externalElasticsearch({ endpoint: http, ca })).toThrow(
      /^External Elasticsearch: ca is "given for an endpoint that speaks http"; give no ca, or an endpoint that speaks https\.$/,
    );
    expect(() => externalElasticsearch({ endpoint: endpointAt("es", 9300, "tcp") })).toThrow(
      /^External Elasticsearch: endpoint\.speaks is "tcp"; give http or https\.$/,
    );
    expect(() => externalElasticsearch({ endpoint: https, version: "8" })).toThrow(
      /^External Elasticsearch: version is "8"; give a version with all three numbers, such as 8\.18\.8, or none\.$/,
    );
  });
});

describe("is refused", () => {
  const VERSIONS = "give 7.17.x or 8.x.y, such as 8.18.8.";
  const NODES =
    "give 1, or an odd number from 3 on: any other survives no more losses than one less.";
  const SIZE = "give a whole number of Gi or Ti, such as 50Gi.";
  const USER =
    "give a name of letters, digits and ._- that Elasticsearch does not keep for itself.";
  const PATTERN = "give a prefix in lower case and a star, such as sw_*.";
  const { tls } = CLUSTER;
  const memory = (request: Memory, limit: Memory): Partial<NativeElasticsearch> => ({
    resources: {
      requests: { cpu: "1", memory: request },
      limits: { cpu: "1", memory: limit },
    },
  });

  test.each<[string, Partial<NativeElasticsearch>]>([
    [`version is "8"; ${VERSIONS}`, { version: "8" }],
    [`version is "latest"; ${VERSIONS}`, { version: "latest" }],
    [`version is "7.16.3"; ${VERSIONS}`, { version: "7.16.3" }],
    [`version is "9.1.0"; ${VERSIONS}`, { version: "9.1.0" }],
    [`nodes is 0; ${NODES}`, { nodes: 0 }],
    [`nodes is 2; ${NODES}`, { nodes: 2, tls }],
    [`nodes is 1.5; ${NODES}`, { nodes: 1.5, tls }],
    [`nodes is NaN; ${NODES}`, { nodes: Number.NaN, tls }],
    [
      'tls is "missing"; give a certificate, because 3 nodes talk to each other over TLS only.',
      { nodes: 3 },
    ],
    [`volume.size is "0Gi"; ${SIZE}`, { volume: { size: "0Gi" } }],
    [`volume.size is "1.5Ti"; ${SIZE}`, { volume: { size: "1.5Ti" } }],
    ['resources.limits.memory is "1000Mi"; give 1Gi or more.', memory("1000Mi", "1000Mi")],
    [
      'resources.requests.memory is "1Gi"; give the same as resources.limits.memory, 2Gi.',
      memory("1Gi", "2Gi"),
    ],
    [`user is "elastic"; ${USER}`, { user: "elastic" }],
    [`user is "a b"; ${USER}`, { user: "a b" }],
    [`user is "kube-tracing-probe"; ${USER}`, { user: "kube-tracing-probe" }],
    [`retiring.user is "elastic"; ${USER}`, { retiring: { user: "elastic" } }],
    [
      'retiring.user is "skywalking"; give another name than user, because skywalking has one password only.',
      { retiring: { user: "skywalking" } },
    ],
    [`indexPattern is "*"; ${PATTERN}`, { indexPattern: "*" }],
    [`indexPattern is "SW_*"; ${PATTERN}`, { indexPattern: "SW_*" }],
    [`indexPattern is "sw_"; ${PATTERN}`, { indexPattern: "sw_" }],
    [
      'settings.discovery.type is "set by the component itself"; give the argument nodes.',
      { settings: { "discovery.type": "single-node" } },
    ],
    [
      'env.ES_JAVA_OPTS is "set by the component itself"; give resources.limits.memory.',
      { env: { ES_JAVA_OPTS: "-Xmx1g" } },
    ],
    [
      'env.path.data is "a setting of Elasticsearch"; give the argument settings.',
      { env: { "path.data": "/data" } },
    ],
    [
      'env.ES_SETTING_PATH_DATA is "a setting of Elasticsearch"; give the argument settings.',
      { env: { ES_SETTING_PATH_DATA: "/data" } },
    ],
  ])("with: %s", async (message, wrong) => {
    const refused = render(() => new Elasticsearch("es", { ...NATIVE, ...wrong }));
    await expect(refused).rejects.toThrow(
      expect.objectContaining({ message: `Elasticsearch "es": ${message}` }),
    );
  });

  test.each<[string, Partial<NativeElasticsearch>]>([
    [
      'others[0].user is "skywalking"; give another name: somebody else has this one.',
      { others: [{ user: "skywalking", indexPattern: "jaeger-*" }] },
    ],
    [
      'others[0].indexPattern is "sw_jaeger*"; give a pattern without indices of skywalking, which has sw_*.',
      { others: [{ user: "jaeger", indexPattern: "sw_jaeger*" }] },
    ],
    [
      'others[0].indexPattern is "jaeger"; give a prefix in lower case and a star, such as sw_*.',
      { others: [{ user: "jaeger", indexPattern: "jaeger" }] },
    ],
    [
      'others[1].indexPattern is "j*"; give a pattern without indices of jaeger, which has jaeger-*.',
      {
        others: [
          { user: "jaeger", indexPattern: "jaeger-*" },
          { user: "second", indexPattern: "j*" },
        ],
      },
    ],
  ])("with users besides: %s", async (message, wrong) => {
    await expect(of({ ...NATIVE, ...wrong })).rejects.toThrow(`Elasticsearch "es": ${message}`);
  });

  test.each(["7.17.29", "8.0.0", "8.18.8", "8.19.4"])("but not with %s", async (version) => {
    expect(names(await of({ ...NATIVE, version }))).toContain("StatefulSet es");
  });

  test("by ECK with a version that ECK calls deprecated, but not with a newer one", async () => {
    await expect(of({ ...ECK, version: "7.17.29" })).rejects.toThrow(
      /^Elasticsearch "es": version is "7\.17\.29"; give 8\.x\.y or 9\.x\.y, such as 8\.18\.8\.$/,
    );
    expect(names(await of({ ...ECK, version: "9.1.0" }))).toContain("Elasticsearch es");
  });

  test("with all that is wrong at once, before anything is made", async () => {
    await expect(of({ ...ECK, version: "6.8.23", nodes: 4 })).rejects.toThrow(
      'Elasticsearch "es": 2 arguments cannot be used:\n' +
        '  - version is "6.8.23"; give 8.x.y or 9.x.y, such as 8.18.8.\n' +
        `  - nodes is 4; ${NODES}`,
    );
  });
});

test("a way of running it has no arguments of the other", () => {
  // @ts-expect-error the operator makes the certificates itself
  const eck: ElasticsearchArgs = { ...ECK, tls: CLUSTER.tls };
  // @ts-expect-error no operator calls nodes of our own
  const native: ElasticsearchArgs = { ...NATIVE, operatorNamespace: "elastic-system" };
  expect([eck.kind, native.kind]).toEqual(["eck", "native"]);
});
