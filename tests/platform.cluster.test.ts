/** The real platform on a real API server, from its first `up` to its `down`. */

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { resourcesOf } from "../toolchain/stack/deployment";
import type { KubernetesClient } from "../toolchain/kubernetes";
import { ensureTools } from "../toolchain/tools";
import { Environment } from "./platform/environment";
import { Live, goldenObjects, nameOf, titleOf } from "./platform/objects";
import { type Ended, World } from "./recovery/world";

/** What everything that we make carries. */
const OURS = "app.kubernetes.io/part-of=kube-tracing";

/** What Kubernetes puts into every namespace, and what the StatefulSet asks for. */
const BESIDES = [
  "ConfigMap kube-root-ca.crt",
  "PersistentVolumeClaim data-skywalking-elasticsearch-0",
  "ServiceAccount default",
];

/** How many resources Pulumi keeps of a stack: itself, its components, two providers, passwords, and objects. */
const COUNT = {
  local: 1 + 10 + 2 + 4 + goldenObjects("local").length,
  uat: 1 + 18 + 2 + 1 + goldenObjects("uat").length,
  prod: 1 + 15 + 2 + 6 + goldenObjects("prod").length,
};
const ALL = COUNT.local;

/** Where Pulumi is killed, by the namespace that is deployed. */
const KILLED: Record<string, string> = {
  "killed-store": "begins to create StatefulSet skywalking-elasticsearch",
  "killed-schema": "begins to create Job skywalking-oap-init",
  "killed-page": "begins to create Deployment skywalking-ui",
};

const world = new World();
const tracing = new Environment(world, "tracing");
let client: KubernetesClient;
let live: Live;

beforeAll(async () => {
  await ensureTools();
  await connect();
});

afterAll(async () => {
  await world.end();
  client.close();
});

describe("up, from nothing", () => {
  let calm: Ended;
  const killed: Record<string, Record<"hit" | "next" | "last", Ended>> = {};

  beforeAll(async () => {
    const runs = Object.entries(KILLED).map(async ([namespace, step]) => {
      const environment = new Environment(world, namespace);
      const hit = await environment.killedAt(step);
      const next = await environment.run("up");
      killed[namespace] = { hit, next, last: await environment.run("up") };
    });
    [calm] = await Promise.all([tracing.run("up"), ...runs]);
  }, 1_200_000);

  test("ends with the addresses and what to do next", () => {
    expect(calm.code).toBe(0);
    expect(endOf(calm)).toBe(`
stack local: ${ALL} created, 0 unchanged, in T s

OUTPUT                          VALUE
addresses.jaeger otlp           jaeger-collector.tracing.svc:4317
addresses.jaeger otlp http      http://jaeger-collector.tracing.svc:4318
addresses.jaeger ui             http://jaeger-query.tracing.svc:16686
addresses.skywalking grpc       skywalking-oap.tracing.svc:11800
addresses.skywalking rest       http://skywalking-oap.tracing.svc:12800
addresses.skywalking ui         http://skywalking-ui.tracing.svc:8080
secretNames.elasticsearch user  skywalking-elasticsearch-client-*
secretNames.jaeger user         skywalking-elasticsearch-client-jaeger-*

Next:
  .toolchain/bin/kubectl --kubeconfig ${world.work}/cluster/kubeconfig --namespace tracing get pods

The nodes are simulated: every object is real and pods become ready, but no container runs in them,
so no address answers. On a cluster with real nodes they do, for example:
  make up NODE=real
  make up KUBECONFIG=~/.kube/config CONTEXT=kind-kind
`);
  });

  test("makes every object of the golden file as it stands there, and no other", async () => {
    const golden = goldenObjects("local");
    const [namespace] = await list("/api/v1/namespaces", "kubernetes.io/metadata.name=tracing");
    const found = [namespace, ...(await live.objectsIn("tracing"))];
    expect(found.map(titleOf).sort()).toEqual([...golden.map(titleOf), ...BESIDES].sort());
    for (const wanted of golden) {
      const object = found.find((one) => titleOf(one) === titleOf(wanted));
      expect(object, titleOf(wanted)).toMatchObject(wanted as object);
    }
  });

  test("waits until everything is ready", async () => {
    expect(await readinessIn("tracing")).toEqual({
      "Deployment jaeger-collector": "1 of 1",
      "Deployment jaeger-query": "1 of 1",
      "Deployment skywalking-oap": "1 of 1",
      "Deployment skywalking-ui": "1 of 1",
      "StatefulSet skywalking-elasticsearch": "1 of 1",
    });
  });

  test("lets no OAP start before its schema is made, once", async () => {
    const [job, ...others] = await jobsIn("tracing");
    expect([job.status.succeeded, others]).toEqual([1, []]);
    const made = await podsIn("tracing", `job-name=${nameOf(job)}`);
    expect(made.map(({ status }) => status.phase)).toEqual(["Succeeded"]);
    const [oap, ...more] = await podsIn("tracing", "app.kubernetes.io/component=mixed");
    expect([schemaOf(oap), more]).toEqual([nameOf(job), []]);
    const [completed, started] = [job.status.completionTime, oap.metadata.creationTimestamp];
    expect(Date.parse(completed)).toBeLessThanOrEqual(Date.parse(started));
    const [isMade, isUsed] = ["is done: create Job", "begins to create Deployment"].map((step) =>
      tracing.steps.findIndex((one) => one.startsWith(`${step} skywalking-oap`)),
    );
    expect(isMade).toBeGreaterThan(0);
    expect(isUsed).toBeGreaterThan(isMade!);
  });

  test("shows nobody the passwords that it invents, nor the key of the cluster", async () => {
    const passwords = await Promise.all(
      ["client", "superuser"].map((user) => passwordOf(`skywalking-elasticsearch-${user}`)),
    );
    expect(passwords.map(({ length }) => length)).toEqual([32, 32]);
    expect(new Set(passwords).size).toBe(2);
    const kubeconfig = JSON.parse(readFileSync(join(world.work, "cluster", "kubeconfig"), "utf8"));
    const key = kubeconfig.users[0].user["client-key-data"];
    const files = filesIn(join(world.work, "tracing"));
    expect([...files.keys()]).toContain(".pulumi/stacks/kube-tracing/local.json");
    for (const secret of [...passwords, ...passwords.map(base64), key]) {
      const shown = [...files].filter(([, content]) => content.includes(secret));
      expect(shown.map(([file]) => file)).toEqual([]);
    }
  });

  test("changes nothing when it runs again", async () => {
    const before = await live.versionsIn("tracing");
    const again = await tracing.run("up");
    expect(again.code).toBe(0);
    expect(changesIn(again)).toBe(`no change, ${ALL} unchanged`);
    expect(await live.versionsIn("tracing")).toEqual(before);
  });

  test.each(["killed-store", "killed-schema"])("%s: tells what was under way", (name) => {
    expect(killed[name]!.next.output).toContain(
      "stack local: the last run did not come to its end; ",
    );
  });

  test.each(Object.entries(KILLED))("%s: is finished by the next after it %s", async (name) => {
    const { hit, next, last } = killed[name]!;
    expect([hit.code, next.code, last.code], next.output).toEqual([1, 0, 0]);
    expect(next.output).toContain("stack local: removed what a killed run left: ");
    expect(changesIn(last)).toBe(`no change, ${ALL} unchanged`);
    expect(await titlesIn(name)).toEqual(await titlesIn("tracing"));
    expect(await readinessIn(name)).toEqual(await readinessIn("tracing"));
    const [job] = await jobsIn(name);
    expect(job.status.succeeded).toBe(1);
    expect(await podsIn(name, `job-name=${nameOf(job)}`)).toHaveLength(1);
  });
});

describe("preview", () => {
  test.each(["uat", "prod"] as const)("shows %s, and touches nothing", async (stack) => {
    const before = await live.versionsIn("tracing");
    const { code, output } = await tracing.preview(stack);
    expect(code).toBe(0);
    const [told] = output.split("\n");
    expect(told).toBe(`stack ${stack} is not deployed: previewed without a cluster`);
    expect(output).toContain(`\nResources:\n    + ${COUNT[stack]} to create\n`);
    expect(await live.versionsIn("tracing")).toEqual(before);
    expect(await ourNamespaces()).toEqual([...Object.keys(KILLED), "tracing"].sort());
  });
});

describe("a change of the configuration", () => {
  const SHARDS = {
    "skywalking.storage.shards": 2,
    "skywalking.oap.retention": { recordsDays: 5 },
  };
  const SETTINGS = {
    "skywalking.storage.server.settings": { "indices.query.bool.max_clause_count": 2048 },
  };

  test("of OAP's storage makes the schema again, and only then OAP rolls", async () => {
    const [before] = await jobsIn("tracing");
    const others = await podsBesidesOap();
    expect(await up(SHARDS)).toBe(`3 updated, 1 replaced, ${ALL - 4} unchanged`);
    expect(tracing.steps).toEqual([
      "begins to create-replacement Job skywalking-oap-init",
      "is done: create-replacement Job skywalking-oap-init",
      "begins to replace Job skywalking-oap-init",
      "is done: replace Job skywalking-oap-init",
      "begins to update Deployment skywalking-oap",
      "is done: update Deployment skywalking-oap",
      "begins to delete-replaced Job skywalking-oap-init",
      "is done: delete-replaced Job skywalking-oap-init",
    ]);
    const [job, ...more] = await jobsIn("tracing");
    expect([job.status.succeeded, more]).toEqual([1, []]);
    expect(nameOf(job)).toMatch(/^skywalking-oap-init-[0-9a-f]{8}$/);
    expect(nameOf(job)).not.toBe(nameOf(before));
    expect(envOf(job.spec.template)).toMatchObject({ SW_STORAGE_ES_INDEX_SHARDS_NUMBER: "2" });
    const [oap] = await podsOnceRolled("deployments/skywalking-oap");
    expect(schemaOf(oap)).toBe(nameOf(job));
    expect(envOf(oap)).toMatchObject({
      SW_STORAGE_ES_INDEX_SHARDS_NUMBER: "2",
      SW_CORE_RECORD_DATA_TTL: "5",
    });
    expect(await podsBesidesOap()).toEqual(others);
  });

  test("of Elasticsearch makes a new ConfigMap, its pod rolls, and the old one goes last", async () => {
    const [before] = await filesOfElasticsearch();
    expect(await up({ ...SHARDS, ...SETTINGS })).toBe(
      `3 updated, 1 replaced, ${ALL - 4} unchanged`,
    );
    expect(tracing.steps).toEqual([
      "begins to create-replacement ConfigMap skywalking-elasticsearch-files",
      "is done: create-replacement ConfigMap skywalking-elasticsearch-files",
      "begins to replace ConfigMap skywalking-elasticsearch-files",
      "is done: replace ConfigMap skywalking-elasticsearch-files",
      "begins to update StatefulSet skywalking-elasticsearch",
      "is done: update StatefulSet skywalking-elasticsearch",
      "begins to delete-replaced ConfigMap skywalking-elasticsearch-files",
      "is done: delete-replaced ConfigMap skywalking-elasticsearch-files",
    ]);
    const [after, ...more] = await filesOfElasticsearch();
    expect(more).toEqual([]);
    expect(nameOf(after)).toMatch(/^skywalking-elasticsearch-files-[a-z0-9]{8}$/);
    expect(nameOf(after)).not.toBe(nameOf(before));
    expect(after.data).toEqual({
      ...before.data,
      "elasticsearch.yml": `${before.data["elasticsearch.yml"]}indices.query.bool.max_clause_count: 2048\n`,
    });
    const [pod] = await podsOnceRolled("statefulsets/skywalking-elasticsearch");
    const mounted = pod.spec.volumes.find(({ name }: { name: string }) => name === "files");
    expect(mounted.configMap.name).toBe(nameOf(after));
  });

  test("that cannot be used is refused whole, and touches nothing", async () => {
    const before = await live.versionsIn("tracing");
    tracing.configure({ "skywalking.oap.retention": { recordsDays: 0, metricsDay: 3 } });
    const { code, output } = await tracing.run("up");
    expect(code).toBe(1);
    expect(output).toContain(
      `    error: Pulumi.local.yaml cannot be used, 2 problems:
      platform.skywalking.oap.retention.metricsDay   unknown key; did you mean metricsDays?
      platform.skywalking.oap.retention.recordsDays  is 0; give a whole number, 2 or more
`,
    );
    expect(tracing.steps).toEqual([]);
    expect(await live.versionsIn("tracing")).toEqual(before);
  });
});

describe("three OAP", () => {
  const LOGS = { "skywalking.oap.onDemandPodLogs": "on" };
  const THREE = {
    "skywalking.oap.coordinator": { kind: "kubernetes" },
    "skywalking.oap.topology": { kind: "mixed", scale: { kind: "fixed", replicas: 3 } },
  };
  const NEEDED = [
    "PodDisruptionBudget skywalking-oap",
    "Role skywalking-oap",
    "RoleBinding skywalking-oap",
  ];
  const FOR_LOGS = [
    "ClusterRole tracing-skywalking-oap",
    "ClusterRoleBinding tracing-skywalking-oap",
  ];
  let one: string[];

  beforeAll(async () => {
    one = await titlesIn("tracing");
  });

  test("run on three nodes in both zones, with a budget and the right to find each other", async () => {
    expect(await up({ ...LOGS, ...THREE })).toBe(
      `5 created, 6 updated, 2 replaced, ${ALL - 8} unchanged`,
    );
    expect(await titlesIn("tracing")).toEqual([...one, ...NEEDED].sort());
    expect(await ourClusterRoles()).toEqual(FOR_LOGS);
    const found = await podsOnceRolled("deployments/skywalking-oap");
    const nodes = found.map(({ spec }) => spec.nodeName);
    expect([nodes.length, new Set(nodes).size]).toEqual([3, 3]);
    expect(await zonesOf(nodes)).toEqual(["zone-a", "zone-b"]);
    expect(await up({ ...LOGS, ...THREE })).toBe(`no change, ${ALL + 5} unchanged`);
  });

  test("are as Pulumi remembers them; what somebody deletes is noticed and comes back", async () => {
    await client.delete("/apis/policy/v1/namespaces/tracing/poddisruptionbudgets/skywalking-oap");
    const refreshed = await tracing.pulumi.ask("refresh", "--yes", "--skip-preview");
    expect(refreshed).toContain(`\nResources:\n    - 1 deleted\n    ${ALL + 4} unchanged\n`);
    expect(await up({ ...LOGS, ...THREE })).toBe(`1 created, ${ALL + 4} unchanged`);
    expect(await titlesIn("tracing")).toEqual([...one, ...NEEDED].sort());
  });

  test("become one again, and what only three need is gone", async () => {
    expect(await up(LOGS)).toBe(`4 updated, 3 deleted, ${ALL - 2} unchanged`);
    expect(await titlesIn("tracing")).toEqual(one);
    expect(await ourClusterRoles()).toEqual(FOR_LOGS);
    expect(await podsOnceRolled("deployments/skywalking-oap")).toHaveLength(1);
  });
});

describe("down", () => {
  test("removes everything in the namespace and outside of it, and the volumes", async () => {
    const { code, output } = await tracing.run("down");
    expect(code).toBe(0);
    expect(output).toContain(`\nResources:\n    - ${ALL + 2} deleted\n`);
    expect(resourcesOf(await tracing.pulumi.export())).toEqual([]);
    await connect();
    expect(await ourNamespaces()).toEqual(Object.keys(KILLED).sort());
    expect(await ourClusterRoles()).toEqual([]);
    await eventually(async () => expect(await volumesOf("tracing")).toEqual([]));
  });

  test("has nothing to do when it runs again", async () => {
    const { code, output } = await tracing.run("down");
    expect(code).toBe(0);
    expect(output).toMatch(/^stack local: nothing is deployed$/m);
    await connect();
  });
});

/** Starts the cluster, unless it runs. */
async function connect(): Promise<void> {
  await world.start();
  client = world.connect();
  live = new Live(client);
}

/** Deploys what is committed, but for some values; returns what changed. */
async function up(values: Readonly<Record<string, unknown>>): Promise<string> {
  tracing.configure(values);
  const ended = await tracing.run("up");
  expect(ended.code, ended.output).toBe(0);
  return changesIn(ended);
}

/** Such as `1 created, 39 unchanged`. */
const changesIn = ({ output }: Ended) => /^stack local: (.*), in [0-9]/m.exec(output)?.[1] ?? "";

/** What is told after Pulumi has ended, without what differs each time. */
function endOf({ output }: Ended): string {
  return output
    .slice(output.lastIndexOf("\nstack local: "))
    .replace(/, in [0-9.]+ (m [0-9]+ )?s\n/, ", in T s\n")
    .replace(/(?<=skywalking-elasticsearch-client-(jaeger-)?)[a-z0-9]{8}\b/g, "*");
}

async function eventually(check: () => Promise<void>): Promise<void> {
  for (const end = Date.now() + 60_000; ; await sleep(200)) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}

async function list(path: string, label = ""): Promise<any[]> {
  return live.list(path, label);
}

const titlesIn = async (namespace: string) => (await live.objectsIn(namespace)).map(titleOf).sort();

const jobsIn = (namespace: string) => list(`/apis/batch/v1/namespaces/${namespace}/jobs`);

const podsIn = (namespace: string, label: string) =>
  list(`/api/v1/namespaces/${namespace}/pods`, label);

const podsBesidesOap = async () =>
  (await podsIn("tracing", "app.kubernetes.io/name!=skywalking-oap")).map(
    ({ metadata }) => metadata.uid,
  );

const filesOfElasticsearch = () =>
  list(
    "/api/v1/namespaces/tracing/configmaps",
    "app.kubernetes.io/instance=skywalking-elasticsearch",
  );

const ourNamespaces = async () => (await list("/api/v1/namespaces", OURS)).map(nameOf).sort();

const ourClusterRoles = async () =>
  (await live.labelled(OURS)).filter((title) => title.startsWith("Cluster"));

const volumesOf = async (namespace: string) =>
  (await list("/api/v1/persistentvolumes")).filter(
    ({ spec }) => spec.claimRef.namespace === namespace,
  );

async function zonesOf(nodes: readonly string[]): Promise<string[]> {
  const found = (await list("/api/v1/nodes")).filter((node) => nodes.includes(nameOf(node)));
  const zones = found.map(({ metadata }) => metadata.labels["topology.kubernetes.io/zone"]);
  return [...new Set<string>(zones)].sort();
}

/** Such as `1 of 1`, by workload. */
async function readinessIn(namespace: string): Promise<Record<string, string>> {
  const workloads = (await live.objectsIn(namespace)).filter((one: any) =>
    ["Deployment", "StatefulSet"].includes(one.kind),
  );
  return Object.fromEntries(
    workloads.map(({ status, ...one }: any) => [
      titleOf(one),
      `${status.readyReplicas} of ${one.spec.replicas}`,
    ]),
  );
}

/** The pods of a workload, once there are only those that it asks for, and all of them ready. */
async function podsOnceRolled(workload: string): Promise<any[]> {
  let pods: any[] = [];
  await eventually(async () => {
    const path = `/apis/apps/v1/namespaces/tracing/${workload}`;
    const { metadata, spec, status } = (await client.get(path)) as any;
    const labels = Object.entries<string>(spec.selector.matchLabels);
    pods = await podsIn("tracing", labels.map((label) => label.join("=")).join(","));
    const { observedGeneration, replicas, readyReplicas, updatedReplicas } = status;
    expect({ observedGeneration, replicas, readyReplicas, updatedReplicas }).toEqual({
      observedGeneration: metadata.generation,
      replicas: pods.length,
      readyReplicas: spec.replicas,
      updatedReplicas: spec.replicas,
    });
    expect(pods).toHaveLength(spec.replicas);
  });
  return pods;
}

/** The Job that made the schema which a pod of OAP uses. */
const schemaOf = (pod: any) => pod.metadata.annotations["kube-tracing.io/schema"];

/** Variables of the one container. */
function envOf({ spec }: any): Record<string, string> {
  const [{ env }] = spec.containers;
  return Object.fromEntries(env.map(({ name, value }: any) => [name, value]));
}

const base64 = (text: string) => Buffer.from(text).toString("base64");
const fromBase64 = (text: string) => Buffer.from(text, "base64").toString();

/** The password in the Secret whose name begins so. */
async function passwordOf(name: string): Promise<string> {
  const secrets = await list("/api/v1/namespaces/tracing/secrets");
  return fromBase64(secrets.find((secret) => nameOf(secret).startsWith(name)).data.password);
}

/** The content of every file below a folder, by path. */
function filesIn(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.map((file) => [file.slice(folder.length + 1), readFileSync(file, "utf8")]));
}
