import { isDeepStrictEqual } from "node:util";
import type * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import { endpointAt } from "../kit/endpoint";
import type { Env } from "../kit/env";
import { render, valueOf } from "../kit/testing";
import type { Coordinator, OapArgs, OapStorage } from "./args";
import { initEnv, oapEnv } from "./environment";
import { ownOf } from "./own";
import { OWNED } from "./owned";
import { settle } from "./settled";
import { storageTrust } from "./storage";
import { rolesOf } from "./topology";
import { OAP_VERSIONS, reads } from "./versions";

const login = { username: { name: "db", key: "u" }, password: { name: "db", key: "p" } };
const USER = { secret: { name: "db", key: "u" } };
const PASSWORD = { secret: { name: "db", key: "p" } };
const CA = { kind: "secret", name: "ca", key: "ca.crt" } as const;
const TRUSTSTORE = { name: "oap-truststore", key: "password" };
const TOKEN = { name: "oap-agent-token", key: "token" };

const PLAIN: OapStorage = {
  kind: "elasticsearch",
  connection: { endpoint: endpointAt("es", 9200, "http") },
};
const BANYANDB: OapStorage = {
  kind: "banyandb",
  targets: [endpointAt("b1", 17912, "grpc"), endpointAt("b2", 17912, "grpc")],
  apiVersion: "0.10",
};

/** Environment of the first Deployment and of the init Job, without outputs. */
async function both(args: Partial<OapArgs>) {
  const settled = settle({ namespace: "uat", version: "10.4.0", storage: PLAIN, ...args });
  const [role] = rolesOf(settled.topology);
  const { member } = ownOf("oap", settled);
  const trusts = storageTrust(settled.storage)?.format === "truststore";
  const made = {
    truststore: trusts ? TRUSTSTORE : undefined,
    agentToken: args.agentToken ? TOKEN : undefined,
  };
  const plain = async (env: Env) =>
    Object.fromEntries(
      await Promise.all(
        Object.entries(env).map(async ([name, value]) => [
          name,
          typeof value === "object" && "apply" in value
            ? await valueOf(value as pulumi.Output<string>)
            : value,
        ]),
      ),
    ) as Record<string, unknown>;
  return {
    serving: await plain(oapEnv(settled, made, { role: role!, member })),
    init: await plain(initEnv(settled, made)),
  };
}

/** What an argument adds to or changes in the environment. */
async function added(args: Partial<OapArgs>, where: "serving" | "init" = "serving") {
  const [before, after] = [(await both({}))[where], (await both(args))[where]];
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => !isDeepStrictEqual(before[name], value)),
  );
}

const OWN_ADDRESS = {
  POD_IP: { field: "status.podIP" },
  SW_CLUSTER_INTERNAL_COM_HOST: "$(POD_IP)",
  SW_CLUSTER_INTERNAL_COM_PORT: "11800",
};

const COORDINATORS: readonly [Coordinator, object][] = [
  [{ kind: "standalone" }, {}],
  [
    { kind: "kubernetes" },
    {
      SW_CLUSTER: "kubernetes",
      SW_CLUSTER_K8S_NAMESPACE: "uat",
      SW_CLUSTER_K8S_LABEL: "kube-tracing.io/oap-cluster=oap",
      SKYWALKING_COLLECTOR_UID: { field: "metadata.uid" },
    },
  ],
  [
    {
      kind: "zookeeper",
      servers: [endpointAt("z1", 2181, "tcp"), endpointAt("z2", 2181, "tcp")],
      acl: login.password,
    },
    {
      SW_CLUSTER: "zookeeper",
      SW_CLUSTER_ZK_HOST_PORT: "z1:2181,z2:2181",
      SW_ZK_ENABLE_ACL: "true",
      SW_ZK_SCHEMA: "digest",
      SW_ZK_EXPRESSION: PASSWORD,
      ...OWN_ADDRESS,
    },
  ],
  [
    { kind: "zookeeper", servers: [endpointAt("z1", 2181, "tcp")] },
    { SW_CLUSTER: "zookeeper", SW_CLUSTER_ZK_HOST_PORT: "z1:2181", ...OWN_ADDRESS },
  ],
  [
    { kind: "consul", server: endpointAt("c", 8500, "http"), aclToken: login.password },
    {
      SW_CLUSTER: "consul",
      SW_SERVICE_NAME: "uat-oap",
      SW_CLUSTER_CONSUL_HOST_PORT: "c:8500",
      SW_CLUSTER_CONSUL_ACLTOKEN: PASSWORD,
      ...OWN_ADDRESS,
    },
  ],
  [
    {
      kind: "etcd",
      servers: [endpointAt("e1", 2379, "http")],
      namespace: "/apm",
      serviceName: "oaps",
      credentials: login,
    },
    {
      SW_CLUSTER: "etcd",
      SW_CLUSTER_ETCD_ENDPOINTS: "e1:2379",
      SW_CLUSTER_ETCD_NAMESPACE: "/apm",
      SW_CLUSTER_ETCD_SERVICE_NAME: "oaps",
      SW_CLUSTER_ETCD_AUTHENTICATION: "true",
      SW_CLUSTER_ETCD_USER: USER,
      SW_CLUSTER_ETCD_PASSWORD: PASSWORD,
      ...OWN_ADDRESS,
    },
  ],
  [
    {
      kind: "nacos",
      server: endpointAt("n", 8848, "http"),
      contextPath: "/n",
      login: { kind: "user", ...login },
    },
    {
      SW_CLUSTER: "nacos",
      SW_SERVICE_NAME: "uat-oap",
      SW_CLUSTER_NACOS_HOST_PORT: "n:8848",
      SW_CLUSTER_NACOS_NAMESPACE: "public",
      SW_CLUSTER_NACOS_CONTEXT_PATH: "/n",
      SW_CLUSTER_NACOS_USERNAME: USER,
      SW_CLUSTER_NACOS_PASSWORD: PASSWORD,
      ...OWN_ADDRESS,
    },
  ],
  [
    {
      kind: "nacos",
      server: endpointAt("n", 8848, "http"),
      namespace: "apm",
      login: { kind: "accessKey", accessKey: login.username, secretKey: login.password },
    },
    {
      SW_CLUSTER: "nacos",
      SW_SERVICE_NAME: "uat-oap",
      SW_CLUSTER_NACOS_HOST_PORT: "n:8848",
      SW_CLUSTER_NACOS_NAMESPACE: "apm",
      SW_CLUSTER_NACOS_ACCESSKEY: USER,
      SW_CLUSTER_NACOS_SECRETKEY: PASSWORD,
      ...OWN_ADDRESS,
    },
  ],
];

const STORAGES: readonly [OapStorage, object][] = [
  [
    {
      kind: "elasticsearch",
      connection: {
        endpoint: endpointAt("es", 9200, "https"),
        credentials: login,
        ca: CA,
        dataNodes: 3,
      },
      indexPrefix: "uat",
      dayStep: 2,
      shards: 2,
      replicas: 0,
      superDataset: { dayStep: 1, shardsFactor: 3, replicas: 2 },
      bulk: { actions: 2000, mebibytes: 20, flushSeconds: 10, concurrentRequests: 4 },
      settings: { "index.max_result_window": 1000000, "index.hidden": false },
    },
    {
      SW_STORAGE: "elasticsearch",
      SW_STORAGE_ES_CLUSTER_NODES: "es:9200",
      SW_STORAGE_ES_HTTP_PROTOCOL: "https",
      SW_ES_USER: USER,
      SW_ES_PASSWORD: PASSWORD,
      SW_STORAGE_ES_SSL_JKS_PATH: "/truststore/ca.p12",
      SW_STORAGE_ES_SSL_JKS_PASS: { secret: TRUSTSTORE },
      SW_NAMESPACE: "uat",
      SW_STORAGE_DAY_STEP: "2",
      SW_STORAGE_ES_INDEX_SHARDS_NUMBER: "2",
      SW_STORAGE_ES_INDEX_REPLICAS_NUMBER: "0",
      SW_STORAGE_ES_SUPER_DATASET_DAY_STEP: "1",
      SW_STORAGE_ES_SUPER_DATASET_INDEX_SHARDS_FACTOR: "3",
      SW_STORAGE_ES_SUPER_DATASET_INDEX_REPLICAS_NUMBER: "2",
      SW_STORAGE_ES_BULK_ACTIONS: "2000",
      SW_STORAGE_ES_BATCH_OF_BYTES: "20971520",
      SW_STORAGE_ES_FLUSH_INTERVAL: "10",
      SW_STORAGE_ES_CONCURRENT_REQUESTS: "4",
      SW_STORAGE_ES_ADVANCED: '{"index.max_result_window":"1000000","index.hidden":"false"}',
    },
  ],
  [
    { ...BANYANDB, indexPrefix: "uat", credentials: login, ca: CA },
    {
      SW_STORAGE: "banyandb",
      SW_STORAGE_BANYANDB_TARGETS: "b1:17912,b2:17912",
      SW_STORAGE_BANYANDB_USER: USER,
      SW_STORAGE_BANYANDB_PASSWORD: PASSWORD,
      SW_STORAGE_BANYANDB_SSL_TRUST_CA_PATH: "/ca/storage/ca.crt",
      SW_NAMESPACE: "uat",
      SW_STORAGE_BANYANDB_RECORDS_TTL_DAYS: "3",
      SW_STORAGE_BANYANDB_TRACE_TTL_DAYS: "3",
      SW_STORAGE_BANYANDB_ZIPKIN_TRACE_TTL_DAYS: "3",
      SW_STORAGE_BANYANDB_LOG_TTL_DAYS: "3",
      SW_STORAGE_BANYANDB_BROWSER_ERROR_LOG_TTL_DAYS: "3",
      SW_STORAGE_BANYANDB_METRICS_MINUTE_TTL_DAYS: "7",
      SW_STORAGE_BANYANDB_METRICS_HOUR_TTL_DAYS: "15",
      SW_STORAGE_BANYANDB_METRICS_DAY_TTL_DAYS: "15",
      SW_STORAGE_BANYANDB_METADATA_TTL_DAYS: "15",
    },
  ],
  [
    {
      kind: "postgresql",
      endpoint: endpointAt("pg", 5432, "tcp"),
      database: "apm",
      credentials: login,
      ca: CA,
    },
    {
      SW_STORAGE: "postgresql",
      SW_JDBC_URL:
        "jdbc:postgresql://pg:5432/apm?sslmode=verify-full&sslrootcert=/ca/storage/ca.crt",
      SW_DATA_SOURCE_USER: USER,
      SW_DATA_SOURCE_PASSWORD: PASSWORD,
    },
  ],
  [
    {
      kind: "mysql",
      endpoint: endpointAt("my", 3306, "tcp"),
      database: "apm",
      credentials: login,
      ca: CA,
      driver: { kind: "inImage" },
    },
    {
      TRUSTSTORE_PASSWORD: { secret: TRUSTSTORE },
      SW_STORAGE: "mysql",
      SW_JDBC_URL:
        "jdbc:mysql://my:3306/apm?rewriteBatchedStatements=true&allowMultiQueries=true" +
        "&sslMode=VERIFY_IDENTITY&trustCertificateKeyStoreUrl=file:/truststore/ca.p12" +
        "&trustCertificateKeyStoreType=PKCS12&trustCertificateKeyStorePassword=$(TRUSTSTORE_PASSWORD)",
      SW_DATA_SOURCE_USER: USER,
      SW_DATA_SOURCE_PASSWORD: PASSWORD,
    },
  ],
];

const SETTINGS: readonly [string, Partial<OapArgs>, object][] = [
  ["heap", { heap: "512Mi" }, { JAVA_OPTS: expect.stringContaining("-Xms512m -Xmx512m ") }],
  ["time zone", { timeZone: "Asia/Shanghai" }, { TZ: "Asia/Shanghai" }],
  [
    "retention",
    { retention: { recordsDays: 2, metricsDays: 45 } },
    { SW_CORE_RECORD_DATA_TTL: "2", SW_CORE_METRICS_DATA_TTL: "45" },
  ],
  [
    "gRPC limits and TLS, never without the CA",
    {
      grpc: {
        tls: { kind: "secret", name: "tls" },
        maxMessageMebibytes: 100,
        maxConcurrentCalls: 4,
        threads: 8,
      },
    },
    {
      SW_CORE_GRPC_MAX_MESSAGE_SIZE: "104857600",
      SW_CORE_GRPC_MAX_CONCURRENT_CALL: "4",
      SW_CORE_GRPC_THREAD_POOL_SIZE: "8",
      SW_CORE_GRPC_SSL_ENABLED: "true",
      SW_CORE_GRPC_SSL_KEY_PATH: "/certs/grpc/tls.key",
      SW_CORE_GRPC_SSL_CERT_CHAIN_PATH: "/certs/grpc/tls.crt",
      SW_CORE_GRPC_SSL_TRUSTED_CA_PATH: "/certs/grpc/ca.crt",
    },
  ],
  [
    "mTLS on a port of its own",
    {
      grpc: { maxMessageMebibytes: 100 },
      mtls: { certificate: { kind: "secret", name: "tls" }, clientCa: CA },
    },
    {
      SW_CORE_GRPC_MAX_MESSAGE_SIZE: "104857600",
      SW_RECEIVER_GRPC_PORT: "11801",
      SW_RECEIVER_GRPC_MAX_MESSAGE_SIZE: "104857600",
      SW_RECEIVER_GRPC_SSL_ENABLED: "true",
      SW_RECEIVER_GRPC_SSL_KEY_PATH: "/certs/receiver/tls.key",
      SW_RECEIVER_GRPC_SSL_CERT_CHAIN_PATH: "/certs/receiver/tls.crt",
      SW_RECEIVER_GRPC_SSL_TRUSTED_CAS_PATH: "/ca/clients/ca.crt",
    },
  ],
  [
    "TLS on a port of its own",
    { mtls: { certificate: { kind: "secret", name: "tls" }, clientCa: { kind: "none" } } },
    {
      SW_RECEIVER_GRPC_PORT: "11801",
      SW_RECEIVER_GRPC_SSL_ENABLED: "true",
      SW_RECEIVER_GRPC_SSL_KEY_PATH: "/certs/receiver/tls.key",
      SW_RECEIVER_GRPC_SSL_CERT_CHAIN_PATH: "/certs/receiver/tls.crt",
    },
  ],
  ["agent token", { agentToken: "t" }, { SW_AUTHENTICATION: { secret: TOKEN } }],
  ["sampling", { sampling: { keepErrors: false } }, { SW_FORCE_SAMPLE_ERROR_SEGMENT: "false" }],
  [
    "access logs",
    { accessLogs: { http: ["mx-mesh", "persistence"], tcp: ["k8s-mesh"] } },
    {
      SW_ENVOY_METRIC_ALS_HTTP_ANALYSIS: "mx-mesh,persistence",
      SW_ENVOY_METRIC_ALS_TCP_ANALYSIS: "k8s-mesh",
    },
  ],
  ["logs of pods", { onDemandPodLogs: "on" }, { SW_ENABLE_ON_DEMAND_POD_LOG: "true" }],
  [
    "dynamic configuration",
    { dynamicConfiguration: { items: {} } },
    {
      SW_CONFIGURATION: "k8s-configmap",
      SW_CONFIG_CONFIGMAP_PERIOD: "60",
      SW_CLUSTER_K8S_NAMESPACE: "uat",
      SW_CLUSTER_K8S_LABEL: "kube-tracing.io/oap-cluster=oap",
    },
  ],
  [
    "every feature",
    { features: ["zipkin", "promql", "logql", "traceql", "firehose"] },
    {
      SW_RECEIVER_ZIPKIN: "default",
      SW_QUERY_ZIPKIN: "default",
      SW_PROMQL: "default",
      SW_LOGQL: "default",
      SW_TRACEQL: "default",
      SW_RECEIVER_AWS_FIREHOSE: "default",
      SW_TRACEQL_ENABLE_DATASOURCE_SKYWALKING: "false",
      SW_TRACEQL_ENABLE_DATASOURCE_ZIPKIN: "true",
    },
  ],
  ["extra variables", { env: { SW_CORE_PREPARE_THREADS: "4" } }, { SW_CORE_PREPARE_THREADS: "4" }],
];

describe("each choice sets exactly its variables", () => {
  test.each(COORDINATORS.map(([c, env]) => [c.kind, c, env] as const))(
    "coordinator %s",
    async (_, coordinator, env) => {
      await render(async () => expect(await added({ coordinator })).toEqual(env));
    },
  );

  test.each(STORAGES.map(([s, env]) => [s.kind, s, env] as const))(
    "storage %s, for the init Job as for the pods",
    async (_, storage, env) => {
      await render(async () => {
        const [init, serving] = [await both({ storage }), await both({ storage })];
        expect(serving.serving).toMatchObject(env);
        expect(init.init).toMatchObject(env);
        const names = Object.keys(await added({ storage }, "init"));
        expect(Object.keys(env)).toEqual(expect.arrayContaining(names));
      });
    },
  );

  test.each(SETTINGS)("%s", async (_, args, env) => {
    await render(async () => expect(await added(args)).toEqual(env));
  });
});

test("the pod IP stands before what is made of it", async () => {
  await render(async () => {
    const { serving } = await both({
      coordinator: { kind: "consul", server: endpointAt("c", 8500, "http") },
    });
    const names = Object.keys(serving);
    expect(names.indexOf("POD_IP")).toBeLessThan(names.indexOf("SW_CLUSTER_INTERNAL_COM_HOST"));
  });
});

test.each([
  [1, "0"],
  [2, "1"],
  [undefined, "1"],
])("with %s data nodes there are %s copies of each shard", async (dataNodes, copies) => {
  await render(async () => {
    const endpoint = endpointAt("es", 9200, "http");
    const connection = dataNodes === undefined ? { endpoint } : { endpoint, dataNodes };
    const { init } = await both({ storage: { kind: "elasticsearch", connection } });
    expect(init).toMatchObject({
      SW_STORAGE_ES_INDEX_REPLICAS_NUMBER: copies,
      SW_STORAGE_ES_SUPER_DATASET_INDEX_REPLICAS_NUMBER: copies,
    });
  });
});

test("BanyanDB keeps coarse metrics as long as fine ones, when those are kept longer", async () => {
  await render(async () => {
    const { init } = await both({ storage: BANYANDB, retention: { metricsDays: 30 } });
    expect(init).toMatchObject({
      SW_STORAGE_BANYANDB_METRICS_MINUTE_TTL_DAYS: "30",
      SW_STORAGE_BANYANDB_METRICS_DAY_TTL_DAYS: "30",
      SW_STORAGE_BANYANDB_METADATA_TTL_DAYS: "30",
    });
  });
});

/** Variables that do not belong to OAP's configuration. */
const OTHERS = ["JAVA_OPTS", "TZ", "SKYWALKING_COLLECTOR_UID", "POD_IP", "TRUSTSTORE_PASSWORD"];

describe.each(OAP_VERSIONS)("OAP %s", (version) => {
  const old = version === "10.1.0";
  const all: Partial<OapArgs>[] = [
    ...COORDINATORS.map(([coordinator]) => ({ coordinator })),
    ...STORAGES.map(([storage]) => ({ storage })).filter(
      ({ storage }) => !old || storage.kind !== "banyandb",
    ),
    ...SETTINGS.map(([, args]) => args).map((args) =>
      old && args.features ? { features: args.features.filter((f) => f !== "traceql") } : args,
    ),
    { topology: { kind: "split", ...scales() } },
  ];

  test("every variable that any choice sets is read by this version, and owned", async () => {
    await render(async () => {
      for (const args of all) {
        const { serving, init } = await both({ ...args, version });
        const names = [...Object.keys(serving), ...Object.keys(init)];
        const extra = Object.keys(args.env ?? {});
        expect(names.filter((name) => !reads(version, name) && !OTHERS.includes(name))).toEqual([]);
        expect(names.filter((name) => !(name in OWNED) && !extra.includes(name))).toEqual([]);
      }
    });
  });
});

test("what the component owns is read by some version, so no name is misspelt", () => {
  const misspelt = Object.keys(OWNED).filter(
    (name) => !OTHERS.includes(name) && !OAP_VERSIONS.some((version) => reads(version, name)),
  );
  expect(misspelt).toEqual([]);
});

function scales() {
  const one = { kind: "fixed", replicas: 1 } as const;
  return { receivers: one, aggregators: one };
}
