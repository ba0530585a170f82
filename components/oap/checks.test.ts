import { describe, expect, test } from "vitest";
import { endpointAt } from "../kit/endpoint";
import { render } from "../kit/testing";
import { Oap, type OapArgs, type OapStorage } from "../oap";

const login = { username: { name: "db", key: "u" }, password: { name: "db", key: "p" } };
const CA = { kind: "secret", name: "ca", key: "ca.crt" } as const;
const ES = endpointAt("es", 9200, "http");
const CONNECTION = { endpoint: ES };
const ARGS: OapArgs = {
  namespace: "uat",
  version: "10.4.0",
  storage: { kind: "elasticsearch", connection: CONNECTION },
};
const es = (more: object): OapStorage => ({
  kind: "elasticsearch",
  connection: CONNECTION,
  ...more,
});
const connected = (more: object) => es({ connection: { ...CONNECTION, ...more } });
const bydb = (more: object): OapStorage => ({
  kind: "banyandb",
  targets: [endpointAt("b", 17912, "grpc")],
  apiVersion: "0.10",
  ...more,
});
const three: OapArgs["topology"] = { kind: "mixed", scale: { kind: "fixed", replicas: 3 } };
const split: OapArgs["topology"] = {
  kind: "split",
  receivers: { kind: "fixed", replicas: 1 },
  aggregators: { kind: "fixed", replicas: 1 },
};
const memory = (requests: string, limits: string) =>
  ({
    requests: { cpu: "1", memory: requests },
    limits: { cpu: "1", memory: limits },
  }) as OapArgs["resources"] & object;

/** What `Oap` says of these arguments; nothing when it takes them. */
async function refusal(args: Partial<OapArgs>): Promise<string> {
  let said = "";
  await render(() => {
    try {
      new Oap("oap", { ...ARGS, ...args });
    } catch (error) {
      said = (error as Error).message;
    }
  });
  return said;
}

describe("one bad argument is one sentence", () => {
  test.each<[string, Partial<OapArgs>]>([
    ['version is "10.3.0"; give one of 10.1.0, 10.4.0.', { version: "10.3.0" }],
    [
      "retention.recordsDays is 1; give a whole number of days, 2 or more.",
      { retention: { recordsDays: 1 } },
    ],
    [
      "retention.metricsDays is 7.5; give a whole number of days, 2 or more.",
      { retention: { metricsDays: 7.5 } },
    ],
    [
      "retention.metricsDays is NaN; give a whole number of days, 2 or more.",
      { retention: { metricsDays: Number.NaN } },
    ],
    [
      "retention.metricsDays is 7; give no less than recordsDays (10).",
      { retention: { recordsDays: 10 } },
    ],
    [
      'storage.connection.endpoint is "grpc"; give an endpoint that speaks http or https.',
      { storage: connected({ endpoint: endpointAt("es", 9200, "grpc") }) },
    ],
    [
      'storage.connection.ca is "a CA for http"; give an endpoint that speaks https, or no CA.',
      { storage: connected({ ca: CA }) },
    ],
    [
      `storage.connection.version is "9.1.0"; give Elasticsearch 6, 7 or 8, or OpenSearch 1, 2 or 3: OAP 10.4.0 starts with no other.`,
      { storage: connected({ version: "9.1.0" }) },
    ],
    [
      `storage.connection.version is "latest"; give Elasticsearch 6, 7 or 8, or OpenSearch 1, 2 or 3: OAP 10.4.0 starts with no other.`,
      { storage: connected({ version: "latest" }) },
    ],
    [
      'storage.indexPrefix is "2026"; give small letters, digits, - and _, a letter first.',
      { storage: es({ indexPrefix: "2026" }) },
    ],
    ["storage.dayStep is 4; give a whole number of days, 1 to 3.", { storage: es({ dayStep: 4 }) }],
    ["storage.shards is 0; give a whole number, 1 or more.", { storage: es({ shards: 0 }) }],
    [
      "storage.replicas is 1; give a whole number, 0 to 0.",
      {
        storage: es({
          replicas: 1,
          superDataset: { replicas: 0 },
          connection: { endpoint: ES, dataNodes: 1 },
        }),
      },
    ],
    [
      "storage.superDataset.replicas is 3; give a whole number, 0 to 2.",
      {
        storage: es({ superDataset: { replicas: 3 }, connection: { endpoint: ES, dataNodes: 3 } }),
      },
    ],
    [
      "storage.superDataset.dayStep is 0; give a whole number of days, 1 to 3.",
      { storage: es({ superDataset: { dayStep: 0 } }) },
    ],
    [
      "storage.superDataset.shardsFactor is -1; give a whole number, 1 or more.",
      { storage: es({ superDataset: { shardsFactor: -1 } }) },
    ],
    [
      "storage.bulk.actions is 0; give a whole number, 1 or more.",
      { storage: es({ bulk: { actions: 0 } }) },
    ],
    [
      "storage.bulk.mebibytes is 4096; give a whole number, 1 to 2047.",
      { storage: es({ bulk: { mebibytes: 4096 } }) },
    ],
    [
      "storage.bulk.flushSeconds is 0; give a whole number, 1 to 300.",
      { storage: es({ bulk: { flushSeconds: 0 } }) },
    ],
    [
      "storage.bulk.concurrentRequests is 0.5; give a whole number, 1 or more.",
      { storage: es({ bulk: { concurrentRequests: 0.5 } }) },
    ],
    [
      'storage.kind is "banyandb"; give another storage: OAP 10.1.0 does not check what BanyanDB it talks to.',
      { version: "10.1.0", storage: bydb({}) },
    ],
    [
      'storage.apiVersion is "0.9"; give 0.10, which OAP 10.4.0 knows, or another version of either.',
      { storage: bydb({ apiVersion: "0.9" }) },
    ],
    ['storage.targets is "empty"; give at least one server.', { storage: bydb({ targets: [] }) }],
    [
      "storage.ca is undefined; give the CA of the servers: OAP speaks TLS only to a CA that it is given.",
      { storage: bydb({ targets: [endpointAt("b", 17912, "grpcs")] }) },
    ],
    [
      'storage.endpoint is "http"; give an endpoint that speaks tcp.',
      {
        storage: {
          kind: "postgresql",
          endpoint: endpointAt("pg", 5432, "http"),
          database: "apm",
          credentials: login,
        },
      },
    ],
    [
      'storage.database is "apm?ssl=no"; give letters, digits and _, not a digit first.',
      {
        storage: {
          kind: "postgresql",
          endpoint: endpointAt("pg", 5432, "tcp"),
          database: "apm?ssl=no",
          credentials: login,
        },
      },
    ],
    [
      "topology.scale.replicas is 0; give a whole number, 1 or more.",
      { topology: { kind: "mixed", scale: { kind: "fixed", replicas: 0 } } },
    ],
    [
      "topology.aggregators.replicas is 1.5; give a whole number, 1 or more.",
      {
        topology: {
          kind: "split",
          receivers: { kind: "fixed", replicas: 1 },
          aggregators: { kind: "fixed", replicas: 1.5 },
        },
      },
    ],
    [
      'coordinator.kind is "standalone"; give another one, because more than one pod can run.',
      { topology: three, coordinator: { kind: "standalone" } },
    ],
    [
      'coordinator.kind is "standalone"; give another one, because more than one pod can run.',
      {
        topology: { kind: "mixed", scale: { kind: "auto", min: 1, max: 2, cpuPercent: 70 } },
        coordinator: { kind: "standalone" },
      },
    ],
    [
      'coordinator.kind is "standalone"; give another one, because more than one pod can run.',
      { topology: split, coordinator: { kind: "standalone" } },
    ],
    [
      'coordinator.servers is "empty"; give at least one server of zookeeper.',
      { coordinator: { kind: "zookeeper", servers: [] } },
    ],
    [
      'coordinator is "https"; give an endpoint without TLS: OAP cannot trust a CA of consul.',
      { coordinator: { kind: "consul", server: endpointAt("c", 8501, "https") } },
    ],
    [
      'resources.limits.memory is "512Mi"; give 800Mi or more.',
      { resources: memory("512Mi", "512Mi") },
    ],
    [
      'resources.requests.memory is "4Gi"; give no more than the limit, 2Gi.',
      { resources: memory("4Gi", "2Gi") },
    ],
    [
      'heap is "1900Mi"; give 64Mi to 1536Mi, which leaves a quarter of the limit and 400Mi.',
      { heap: "1900Mi" },
    ],
    [
      'heap is "650Mi"; give 64Mi to 624Mi, which leaves a quarter of the limit and 400Mi.',
      { heap: "650Mi", resources: memory("1Gi", "1Gi") },
    ],
    [
      'features is "traceql"; give only what OAP 10.1.0 has: zipkin, promql, logql, firehose.',
      { version: "10.1.0", features: ["traceql", "zipkin"] },
    ],
    [
      'features is "traceql"; give "zipkin" beside "traceql", which reads Zipkin spans or BanyanDB and nothing else.',
      { features: ["traceql"] },
    ],
    [
      'grpc.tls is "set for more than one pod"; give mtls instead: pods reach each other by address, and no certificate has those.',
      { topology: three, grpc: { tls: { kind: "secret", name: "tls" } } },
    ],
    [
      "grpc.maxMessageMebibytes is 2048; give a whole number, 1 to 2047.",
      { grpc: { maxMessageMebibytes: 2048 } },
    ],
    [
      "grpc.maxConcurrentCalls is 0; give a whole number, 1 or more.",
      { grpc: { maxConcurrentCalls: 0 } },
    ],
    ["grpc.threads is -1; give a whole number, 1 or more.", { grpc: { threads: -1 } }],
    [
      "sampling.ratePerTenThousand is 10001; give a whole number, 0 to 10000.",
      { sampling: { ratePerTenThousand: 10001 } },
    ],
    [
      "sampling.slowerThanMs is -1; give a whole number of milliseconds, 0 or more.",
      { sampling: { slowerThanMs: -1 } },
    ],
    [
      'alarms.rules is "slow"; give a name that ends in _rule.',
      { alarms: { rules: { slow: { expression: "e", message: "m", periodMinutes: 1 } } } },
    ],
    [
      'dynamicConfiguration.items is "core.default.apdex"; give one of agent-analyzer.default.slowDBAccessThreshold, agent-analyzer.default.traceSamplingPolicy, agent-analyzer.default.uninstrumentedGateways, alarm.default.alarm-settings, configuration-discovery.default.agentConfigurations, core.default.apdexThreshold, core.default.endpoint-name-grouping, core.default.log4j-xml, core.default.searchableTracesTags, or core.default.endpoint-name-grouping-openapi.<service>.',
      { dynamicConfiguration: { items: { "core.default.apdex": "" } } },
    ],
    [
      "dynamicConfiguration.periodSeconds is 0; give a whole number of seconds, 1 or more.",
      { dynamicConfiguration: { items: {}, periodSeconds: 0 } },
    ],
    [
      'accessLogs.tcp is "persistence"; give "mx-mesh" or "k8s-mesh" before "persistence".',
      { accessLogs: { http: ["mx-mesh", "persistence"], tcp: ["persistence"] } },
    ],
    [
      'timeZone is "Mars/Olympus"; give a name such as UTC or Asia/Shanghai.',
      { timeZone: "Mars/Olympus" },
    ],
    [
      'agentToken is ""; give a token, or leave it out: an empty one lets everybody in.',
      { agentToken: "" },
    ],
    [
      "exposure.grpc is 11800; give a port from 30000 to 32767.",
      {
        exposure: { kind: "nodePort", grpc: 11800, rest: 31183 },
        callers: [{ kind: "cluster" }],
        readers: [{ kind: "cluster" }],
      },
    ],
    [
      "exposure is [31182,31182]; give a port of its own for each of grpc, rest and naming.",
      {
        exposure: { kind: "nodePort", grpc: 31182, rest: 31182 },
        callers: [{ kind: "cluster" }],
        readers: [{ kind: "cluster" }],
      },
    ],
    [
      'readers is []; give [{ kind: "cidrs", cidrs: […] }], the networks of the nodes.',
      {
        exposure: { kind: "nodePort", grpc: 31182, rest: 31183 },
        callers: [{ kind: "cluster" }],
      },
    ],
    [
      'exposure.sourceRanges is []; give the networks that agents call from, such as ["10.0.0.0/8"].',
      { exposure: { kind: "loadBalancer", sourceRanges: [] } },
    ],
    [
      'env.JAVA_OPTS is "set by the component itself"; give resources and heap.',
      { env: { JAVA_OPTS: "-Xmx4g" } },
    ],
    [
      'env.SW_STORAGE_ES_ADVANCED is "set by the component itself"; give storage.',
      { env: { SW_STORAGE_ES_ADVANCED: "{}" } },
    ],
    [
      'env.SW_OAP_JAVA_OPTS is "unknown to OAP 10.4.0"; give a name of its application.yml.',
      { env: { SW_OAP_JAVA_OPTS: "-Xmx4g" } },
    ],
    [
      'env.SW_SEARCHABLE_TAG_KEY is "unknown to OAP 10.4.0"; give SW_SEARCHABLE_TAG_KEYS, if that is meant.',
      { env: { SW_SEARCHABLE_TAG_KEY: "http.method" } },
    ],
  ])("%s", async (message, args) => {
    expect(await refusal(args)).toBe(`Oap "oap": ${message}`);
  });
});

test("all bad arguments are told at once, and nothing is made", async () => {
  let made: unknown;
  const rendered = await render(() => {
    try {
      made = new Oap("oap", {
        ...ARGS,
        version: "9.7.0",
        storage: connected({ version: "9.0.0" }),
        topology: three,
        coordinator: { kind: "standalone" },
        retention: { recordsDays: 0 },
        heap: "4Gi",
        env: { SW_CLUSTER: "kubernetes" },
      });
    } catch (error) {
      made = (error as Error).message;
    }
  });
  expect(rendered).toEqual([]);
  expect(made).toBe(
    'Oap "oap": 5 arguments cannot be used:\n' +
      '  - version is "9.7.0"; give one of 10.1.0, 10.4.0.\n' +
      "  - retention.recordsDays is 0; give a whole number of days, 2 or more.\n" +
      '  - coordinator.kind is "standalone"; give another one, because more than one pod can run.\n' +
      '  - heap is "4Gi"; give 64Mi to 1536Mi, which leaves a quarter of the limit and 400Mi.\n' +
      '  - env.SW_CLUSTER is "set by the component itself"; give coordinator.',
  );
});

describe("what is odd but right is taken", () => {
  test.each<[string, Partial<OapArgs>]>([
    ["an old OAP as a cluster of three", { version: "10.1.0", topology: three }],
    ["OpenSearch 3", { storage: connected({ version: "3.0.0" }) }],
    ["Elasticsearch 7", { storage: connected({ version: "7.17.29" }) }],
    ["TraceQL over BanyanDB alone", { storage: bydb({}), features: ["traceql"] }],
    [
      "TLS on a port of its own for a cluster",
      {
        topology: three,
        mtls: { certificate: { kind: "secret", name: "tls" }, clientCa: { kind: "none" } },
      },
    ],
    ["a coordinator for one pod", { coordinator: { kind: "kubernetes" } }],
    ["no replicas of big indices", { storage: es({ superDataset: { replicas: 0 } }) }],
    [
      "a group of dynamic settings",
      {
        dynamicConfiguration: {
          items: { "core.default.endpoint-name-grouping-openapi.shop": "openapi: 3.0.0" },
        },
      },
    ],
    ["a variable without SW_", { env: { K8S_SERVICE_NAME_RULE: "${pod.metadata.name}" } }],
  ])("%s", async (_, args) => {
    expect(await refusal(args)).toBe("");
  });
});
