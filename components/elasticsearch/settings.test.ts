import { describe, expect, test } from "vitest";
import { type Cluster, elasticsearchYml, nodeSettings, settingsChecks } from "./settings";

const ONE: Cluster = {
  name: "es",
  nodes: 1,
  bootstrapped: false,
  tls: false,
  memoryMaps: { kind: "avoided" },
};
const THREE: Cluster = { ...ONE, nodes: 3, tls: true, memoryMaps: { kind: "node" } };

test("one node is a cluster of its own, with users and without TLS", () => {
  expect(elasticsearchYml(nodeSettings(ONE))).toBe(`cluster.name: "es"
node.name: "\${POD_NAME}"
network.host: "0.0.0.0"
discovery.type: "single-node"
node.store.allow_mmap: false
xpack.security.enabled: true
`);
});

test("three nodes find each other by the headless Service and form one cluster, over TLS", () => {
  expect(elasticsearchYml(nodeSettings(THREE))).toBe(`cluster.name: "es"
node.name: "\${POD_NAME}"
network.host: "0.0.0.0"
discovery.seed_hosts: ["es-nodes"]
cluster.initial_master_nodes: ["es-0","es-1","es-2"]
xpack.security.enabled: true
xpack.security.http.ssl.enabled: true
xpack.security.http.ssl.key: "certs/tls.key"
xpack.security.http.ssl.certificate: "certs/tls.crt"
xpack.security.http.ssl.certificate_authorities: ["certs/ca.crt"]
xpack.security.transport.ssl.enabled: true
xpack.security.transport.ssl.key: "certs/tls.key"
xpack.security.transport.ssl.certificate: "certs/tls.crt"
xpack.security.transport.ssl.certificate_authorities: ["certs/ca.crt"]
xpack.security.transport.ssl.verification_mode: "certificate"
`);
});

test("a cluster that has formed names no initial masters", () => {
  expect(nodeSettings({ ...THREE, bootstrapped: true })).not.toHaveProperty([
    "cluster.initial_master_nodes",
  ]);
});

test("one node with TLS still is a cluster of its own", () => {
  expect(nodeSettings({ ...ONE, tls: true })).toMatchObject({
    "discovery.type": "single-node",
    "xpack.security.http.ssl.enabled": true,
  });
});

test("files are mapped unless that is avoided", () => {
  for (const kind of ["node", "initContainer"] as const)
    expect(nodeSettings({ ...ONE, memoryMaps: { kind } })).not.toHaveProperty([
      "node.store.allow_mmap",
    ]);
});

describe("settings of the user", () => {
  test("are welcome where the component decides nothing", () => {
    expect(
      settingsChecks({ "cluster.max_shards_per_node": 3000, "thread_pool.write.queue_size": 1000 }),
    ).toEqual([true, true]);
  });

  test.each([
    ["cluster.name", "the argument name"],
    ["cluster.initial_master_nodes", "the argument bootstrapped"],
    ["discovery.seed_hosts", "the argument nodes"],
    ["node.name", "the argument name"],
    ["node.store.allow_mmap", "the argument memoryMaps"],
    ["network.host", "the argument callers"],
    ["path.data", "the argument volume"],
    ["xpack.security.enabled", "the argument tls or user"],
  ])("%s is the component's: %s", (name, want) => {
    expect(settingsChecks({ [name]: "x" })).toEqual([
      { field: `settings.${name}`, got: "set by the component itself", want },
    ]);
  });
});
