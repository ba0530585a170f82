import { describe, expect, test } from "vitest";
import { contradictions } from "./contradictions";

const SIZE = (cpu: unknown, memory: unknown) => ({ cpu, memory });
const AUTO = (min: number, max: number) => ({ kind: "auto", min, max, cpuPercent: 70 });
const FIXED = (replicas: number) => ({ kind: "fixed", replicas });
const CIDRS = [{ kind: "cidrs", cidrs: ["10.0.0.0/8"] }];

/** A platform that has these values at these paths, and nothing else. */
function platform(values: Record<string, unknown>): unknown {
  const root: Record<string, any> = {};
  for (const [path, value] of Object.entries(values)) {
    const keys = path.split(".");
    const last = keys.pop()!;
    keys.reduce((map, key) => (map[key] ??= {}), root)[last] = value;
  }
  return root;
}

const found = (values: Record<string, unknown>) =>
  contradictions(platform(values)).map(({ path, text }) => `${path}  ${text}`);

describe("what is impossible together is told, and not when it is just possible", () => {
  test.each([
    {
      rule: "an autoscaler has room",
      bad: { "skywalking.ui.scale": AUTO(2, 2) },
      told: ["platform.skywalking.ui.scale.max  is 2; give a number above min, which is 2"],
      good: { "skywalking.ui.scale": AUTO(2, 3) },
    },
    {
      rule: "a node port is used once",
      bad: { "skywalking.oap.exposure.rest": 31000, "skywalking.ui.exposure.nodePort": 31000 },
      told: [
        "platform.skywalking.ui.exposure.nodePort  is 31000; give another port; " +
          "platform.skywalking.oap.exposure.rest has this one",
      ],
      good: { "skywalking.oap.exposure.rest": 31000, "skywalking.ui.exposure.nodePort": 31001 },
    },
    {
      rule: "a request of CPU fits its limit",
      bad: {
        "skywalking.ui.resources": { requests: SIZE(2, "1Gi"), limits: SIZE("1500m", "1Gi") },
      },
      told: [
        "platform.skywalking.ui.resources.requests.cpu  is 2; " +
          "give no more than limits.cpu, which is 1500m",
      ],
      good: { "skywalking.ui.resources": { requests: SIZE("2", "1Gi"), limits: SIZE(2, "1Gi") } },
    },
    {
      rule: "a request of memory fits its limit, although the CPU is wrong",
      bad: { "namespace.defaults": { requests: SIZE("?", "2Gi"), limits: SIZE(1, "2047Mi") } },
      told: [
        'platform.namespace.defaults.requests.memory  is "2Gi"; ' +
          "give no more than limits.memory, which is 2047Mi",
      ],
      good: { "namespace.defaults": { requests: SIZE("?", "2Gi"), limits: SIZE(1, "2048Mi") } },
    },
    {
      rule: "the heap leaves a quarter of a large limit",
      bad: { "skywalking.oap.heap": "3073Mi", "skywalking.oap.resources.limits.memory": "4Gi" },
      told: [
        'platform.skywalking.oap.heap  is "3073Mi"; give 3072Mi or less: limits.memory is 4Gi, ' +
          "and the JVM needs more than its heap",
      ],
      good: { "skywalking.oap.heap": "3Gi", "skywalking.oap.resources.limits.memory": "4Gi" },
    },
    {
      rule: "the heap leaves 400Mi of a small limit",
      bad: { "skywalking.oap.heap": "625Mi", "skywalking.oap.resources.limits.memory": "1Gi" },
      told: [
        'platform.skywalking.oap.heap  is "625Mi"; give 624Mi or less: limits.memory is 1Gi, ' +
          "and the JVM needs more than its heap",
      ],
      good: { "skywalking.oap.heap": "624Mi", "skywalking.oap.resources.limits.memory": "1Gi" },
    },
    {
      rule: "metrics live as long as records",
      bad: { "skywalking.oap.retention": { recordsDays: 7, metricsDays: 6 } },
      told: [
        "platform.skywalking.oap.retention.metricsDays  is 6; " +
          "give no less than platform.skywalking.oap.retention.recordsDays, which is 7",
      ],
      good: { "skywalking.oap.retention": { recordsDays: 7, metricsDays: 7 } },
    },
    {
      rule: "an index holds no more days than are kept",
      bad: { "skywalking.oap.retention": { recordsDays: 2 }, "skywalking.storage.dayStep": 3 },
      told: [
        "platform.skywalking.storage.dayStep  is 3; " +
          "give no more than platform.skywalking.oap.retention.recordsDays, which is 2",
      ],
      good: { "skywalking.oap.retention": { recordsDays: 3 }, "skywalking.storage.dayStep": 3 },
    },
    {
      rule: "several OAP need a coordinator",
      bad: {
        "skywalking.oap.coordinator.kind": "standalone",
        "skywalking.oap.topology": { receivers: FIXED(1), aggregators: AUTO(1, 2) },
      },
      told: [
        'platform.skywalking.oap.coordinator.kind  is "standalone"; ' +
          "give kubernetes or another by which 3 OAP find each other",
      ],
      good: {
        "skywalking.oap.coordinator.kind": "standalone",
        "skywalking.oap.topology": { scale: FIXED(1) },
      },
    },
    {
      rule: "several OAP have no one certificate",
      bad: {
        "skywalking.oap.grpc.tls": { kind: "secret", name: "oap" },
        "skywalking.oap.topology.scale": AUTO(1, 2),
      },
      told: [
        "platform.skywalking.oap.grpc.tls  is a map; " +
          "give oap.mtls instead: grpc.tls is for one pod, and there are up to 2",
      ],
      good: {
        "skywalking.oap.grpc.tls": { kind: "secret", name: "oap" },
        "skywalking.oap.topology.scale": FIXED(1),
      },
    },
    {
      rule: "TraceQL has something to read",
      bad: { "skywalking.oap.features": ["traceql"], "skywalking.storage.kind": "elasticsearch" },
      told: [
        "platform.skywalking.oap.features  is a list; " +
          "give zipkin beside traceql, which reads Zipkin spans or BanyanDB",
      ],
      good: { "skywalking.oap.features": ["traceql"], "skywalking.storage.kind": "banyandb" },
    },
    {
      rule: "several Elasticsearch nodes talk over TLS",
      bad: { "skywalking.storage.server": { kind: "native", nodes: 3 } },
      told: [
        "platform.skywalking.storage.server.tls  is missing; " +
          "give a certificate, because nodes is 3",
      ],
      good: { "skywalking.storage.server": { kind: "native", nodes: 3, tls: {} } },
    },
    {
      rule: "a copy has a node of its own, also where nodes is left out",
      bad: {
        "skywalking.storage.replicas": 1,
        "skywalking.storage.superDataset.replicas": 0,
        "skywalking.storage.server": { kind: "native" },
      },
      told: [
        "platform.skywalking.storage.replicas  is 1; " +
          "give 0: each copy needs a node of its own, and server.nodes is 1",
      ],
      good: {
        "skywalking.storage.replicas": 1,
        "skywalking.storage.server": { kind: "external" },
      },
    },
    {
      rule: "OAP knows the Elasticsearch",
      bad: { "skywalking.storage.server.version": "10.0.0" },
      told: [
        'platform.skywalking.storage.server.version  is "10.0.0"; ' +
          "give Elasticsearch 6, 7 or 8, or OpenSearch 1, 2 or 3: OAP 10.4.0 starts with no other",
      ],
      good: { "skywalking.storage.server.version": "8.19.9" },
    },
    {
      rule: "a user has one password",
      bad: { "skywalking.storage.server": { retiring: { user: "skywalking" } } },
      told: [
        'platform.skywalking.storage.server.retiring.user  is "skywalking"; ' +
          "give another name than server.user, because skywalking has one password only",
      ],
      good: { "skywalking.storage.server": { user: "next", retiring: { user: "skywalking" } } },
    },
    {
      rule: "a user has one password, whatever its name",
      bad: { "skywalking.storage.server": { user: "next", retiring: { user: "next" } } },
      told: [
        'platform.skywalking.storage.server.retiring.user  is "next"; ' +
          "give another name than server.user, because next has one password only",
      ],
      good: { "skywalking.storage.server": { user: "next" } },
    },
    {
      rule: "a CA is for https",
      bad: { "skywalking.storage.server": { speaks: "http", ca: {} } },
      told: [
        "platform.skywalking.storage.server.ca  is a map; " +
          "give speaks: https with it, or leave it out",
      ],
      good: { "skywalking.storage.server": { speaks: "https", ca: {} } },
    },
    {
      rule: "a privileged container is admitted",
      bad: { "skywalking.storage.server.memoryMaps.kind": "initContainer", "namespace.name": "x" },
      told: [
        'platform.skywalking.storage.server.memoryMaps.kind  is "initContainer"; ' +
          "give avoided or node, because namespace.podSecurity is restricted",
      ],
      good: {
        "skywalking.storage.server.memoryMaps.kind": "initContainer",
        "namespace.podSecurity": "privileged",
      },
    },
    {
      rule: "someone may open the page behind an Ingress",
      bad: { "skywalking.ui": { exposure: { kind: "ingress" }, callers: [] } },
      told: [
        "platform.skywalking.ui.callers  is a list; " +
          "give the namespace of its controller, such as [{ kind: namespaces, labels: { … } }]",
      ],
      good: { "skywalking.ui": { exposure: { kind: "ingress" }, callers: CIDRS } },
    },
    {
      rule: "someone may call the node port of OAP",
      bad: { "skywalking.oap": { exposure: { kind: "nodePort" }, callers: CIDRS } },
      told: [
        "platform.skywalking.oap.readers  is missing; give the networks of nodes and users, " +
          "such as [{ kind: cidrs, cidrs: [10.0.0.0/8] }]",
      ],
      good: {
        "skywalking.oap": { exposure: { kind: "nodePort" }, callers: CIDRS, readers: CIDRS },
      },
    },
    {
      rule: "Horizon is alone",
      bad: { "skywalking.ui.flavor.kind": "horizon", "skywalking.ui.scale": AUTO(1, 2) },
      told: [
        "platform.skywalking.ui.scale.max  is 2; " +
          "give 1, because the horizon UI keeps sessions in memory",
      ],
      good: { "skywalking.ui.flavor.kind": "booster", "skywalking.ui.scale": AUTO(1, 2) },
    },
    {
      rule: "every analyzer is asked",
      bad: { "skywalking.oap.accessLogs.tcp": ["persistence", "mx-mesh", "k8s-mesh"] },
      told: [
        "platform.skywalking.oap.accessLogs.tcp  is a list; give one that ends with persistence, " +
          "behind which mx-mesh and k8s-mesh is never asked",
      ],
      good: { "skywalking.oap.accessLogs.tcp": ["mx-mesh", "k8s-mesh", "persistence"] },
    },
  ])("$rule", ({ bad, told, good }) => {
    expect(found(bad)).toEqual(told);
    expect(found(good)).toEqual([]);
  });
});

test("nothing is found in nothing, nor in something else than a map", () => {
  for (const given of [undefined, null, "uat", 3, [], {}])
    expect(contradictions(given)).toEqual([]);
});
