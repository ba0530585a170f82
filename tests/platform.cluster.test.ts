/** The real platform on a real API server, from its first `up` to its `down`. */

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { KubernetesClient } from "../toolchain/kubernetes";
import { ensureTools } from "../toolchain/tools";
import { Live, goldenObjects, nameOf, titleOf } from "./platform/objects";
import { Project } from "./platform/project";
import { stepsIn } from "./platform/steps";
import { type Case, type Ended, World } from "./recovery/world";

const LABEL = "app.kubernetes.io/part-of=kube-tracing";

/** What is in every namespace, and what the StatefulSet asks for. */
const BESIDES = [
  "ConfigMap kube-root-ca.crt",
  "PersistentVolumeClaim data-skywalking-elasticsearch-0",
  "ServiceAccount default",
];

/** What Pulumi is killed at, by the namespace that it makes. */
const KILLED = {
  "killed-storage": "begins to create StatefulSet skywalking-elasticsearch",
  "killed-schema": "begins to create Job skywalking-oap-init",
  "killed-page": "begins to create Deployment skywalking-ui",
};
type Killed = keyof typeof KILLED;

const world = new World();
const tracing = environment("tracing");
let client: KubernetesClient;
let live: Live;

beforeAll(async () => {
  await ensureTools();
  await connect();
});

afterAll(async () => {
  client.close();
  await world.end();
});

describe("up, from nothing", () => {
  const runs = {} as Record<Killed, Record<"interrupted" | "next" | "last", Ended>>;
  let first: Ended;

  beforeAll(async () => {
    const killed = Object.entries(KILLED).map(async ([namespace, step]) => {
      const { stack } = environment(namespace);
      const when = () => stepsIn(stack.pulumi.eventLog).includes(step);
      const interrupted = await stack.interrupt("up", "pulumi", { when });
      const next = await stack.run("up");
      runs[namespace as Killed] = { interrupted, next, last: await stack.run("up") };
    });
    [first] = await Promise.all([tracing.stack.run("up"), ...killed]);
  }, 1_200_000);

  test("ends with the addresses and what to do next", () => {
    expect(first.code).toBe(0);
    expect(endOf(first)).toBe(
      `
stack local: 35 created, 0 unchanged, in T s

OUTPUT                          VALUE
addresses.skywalking grpc       skywalking-oap.tracing.svc:11800
addresses.skywalking rest       http://skywalking-oap.tracing.svc:12800
addresses.skywalking ui         http://skywalking-ui.tracing.svc:8080
secretNames.elasticsearch user  skywalking-elasticsearch-client-*

Next:
  .toolchain/bin/kubectl --kubeconfig ${world.work}/cluster/kubeconfig --namespace tracing get pods

The nodes are simulated: every object is real and pods become ready, but no container runs in them,
so no address answers. On a cluster with real nodes they do, for example:
  make up KUBECONFIG=~/.kube/config CONTEXT=kind-kind
`,
    );
  });

  test("makes every object of the golden file, just so, and no other", async () => {
    const golden = goldenObjects("local");
    const found = [...(await live.objectsIn("tracing")), await namespaceObject("tracing")];
    expect(found.map(titleOf).sort()).toEqual([...golden.map(titleOf), ...BESIDES].sort());
    for (const wanted of golden) {
      const object = found.find((one) => titleOf(one) === titleOf(wanted));
      expect(object, titleOf(wanted)).toMatchObject(wanted as object);
    }
  });

  test("waits until everything is ready", async () => {
    expect(await readiness("tracing")).toEqual({
      "Deployment skywalking-oap": "1 of 1",
      "Deployment skywalking-ui": "1 of 1",
      "StatefulSet skywalking-elasticsearch": "1 of 1",
    });
  });

  test("lets no OAP start before its schema is made, once", async () => {
    const [job, ...others] = await jobs("tracing");
    expect([job.status.succeeded, others]).toEqual([1, []]);
    const made = await pods("tracing", "job-name=" + nameOf(job));
    expect(made.map(({ status }) => status.phase)).toEqual(["Succeeded"]);
    const [oap, ...more] = await pods("tracing", "app.kubernetes.io/component=mixed");
    expect([oap.metadata.annotations["kube-tracing.io/schema"], more]).toEqual([nameOf(job), []]);
    expect(Date.parse(job.status.completionTime)).toBeLessThanOrEqual(
      Date.parse(oap.metadata.creationTimestamp),
    );
    const steps = stepsIn(tracing.stack.pulumi.eventLog);
    const isMade = steps.indexOf("is done: create Job skywalking-oap-init");
    expect(isMade).toBeGreaterThan(0);
    expect(steps.indexOf("begins to create Deployment skywalking-oap")).toBeGreaterThan(isMade);
  });

  test("invents passwords and shows them to nobody, and neither the keys of the cluster", async () => {
    const passwords = await Promise.all(
      ["client", "superuser"].map((user) => passwordOf(`skywalking-elasticsearch-${user}`)),
    );
    expect(passwords.map((password) => password.length)).toEqual([32, 32]);
    expect(new Set(passwords).size).toBe(2);
    const kubeconfig = readFileSync(join(world.work, "cluster", "kubeconfig"), "utf8");
    const [, key = ""] = /"client-key-data": "(.+)"/.exec(kubeconfig) ?? [];
    const files = filesIn(join(world.work, "tracing"));
    expect(files.map(({ path }) => path)).toContain(".pulumi/stacks/kube-tracing/local.json");
    for (const secret of [...passwords, ...passwords.map(base64), key]) {
      expect(secret.length).toBeGreaterThanOrEqual(32);
      const shown = files.filter(({ content }) => content.includes(secret));
      expect(shown.map(({ path }) => path)).toEqual([]);
    }
    expect(files.some(({ content }) => content.includes("client-key-data"))).toBe(false);
  });

  test("changes nothing when it runs again", async () => {
    const before = await live.versionsIn("tracing");
    const again = await tracing.stack.run("up");
    expect(again.code).toBe(0);
    expect(endOf(again)).toMatch(/^\nstack local: no change, 35 unchanged, in T s\n/);
    expect(await live.versionsIn("tracing")).toEqual(before);
  });

  test.each(Object.entries(KILLED))("%s: is finished after a kill as it %s", async (name) => {
    const { interrupted, next, last } = runs[name as Killed];
    expect([interrupted.code, next.code, last.code]).toEqual([1, 0, 0]);
    expect(interrupted.output).not.toContain("\nstack local: ");
    expect(next.output).toContain("stack local: the last run did not come to its end; ");
    expect(last.output).toMatch(/^stack local: no change, 35 unchanged, in /m);
    const titles = await titlesIn(name);
    expect(titles).toEqual(await titlesIn("tracing"));
    expect(await readiness(name)).toEqual(await readiness("tracing"));
    const [job] = await jobs(name);
    expect(job.status.succeeded).toBe(1);
    expect(await pods(name, "job-name=" + nameOf(job))).toHaveLength(1);
  });
});

describe("preview", () => {
  test.each([
    // The stack, its components, two providers, and passwords.
    ["uat", 1 + 5 + 2 + 1],
    ["prod", 1 + 6 + 2 + 3],
  ])("shows %s with the objects of its golden file, and touches nothing", async (stack, others) => {
    const before = await live.versionsIn("tracing");
    const { code, output } = await environment("tracing", stack).stack.run("preview", {
      PULUMI_BACKEND_URL: undefined,
      PULUMI_CONFIG_PASSPHRASE: undefined,
      PULUMI_CONFIG_PASSPHRASE_FILE: undefined,
    });
    expect(code).toBe(0);
    const [told] = output.split("\n");
    expect(told).toBe(`stack ${stack} is not deployed: previewed without a cluster`);
    const count = goldenObjects(stack).length + others;
    expect(output).toContain(`\nResources:\n    + ${count} to create\n`);
    expect(await live.versionsIn("tracing")).toEqual(before);
    expect(await namespaces()).toEqual([
      "killed-page",
      "killed-schema",
      "killed-storage",
      "tracing",
    ]);
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

  test("of the storage of OAP makes the schema again, then OAP rolls", async () => {
    const [before] = await jobs("tracing");
    const others = await uidsOfOthers();
    const { code, output } = await tracing.up(SHARDS);
    expect(code).toBe(0);
    expect(output).toMatch(/^stack local: 3 updated, 1 replaced, 31 unchanged, in /m);
    expect(stepsIn(tracing.stack.pulumi.eventLog)).toEqual([
      "begins to create-replacement Job skywalking-oap-init",
      "is done: create-replacement Job skywalking-oap-init",
      "begins to replace Job skywalking-oap-init",
      "is done: replace Job skywalking-oap-init",
      "begins to update Deployment skywalking-oap",
      "is done: update Deployment skywalking-oap",
      "begins to delete-replaced Job skywalking-oap-init",
      "is done: delete-replaced Job skywalking-oap-init",
    ]);
    const [job, ...more] = await jobs("tracing");
    expect([job.status.succeeded, more]).toEqual([1, []]);
    expect(nameOf(job)).toMatch(/^skywalking-oap-init-[0-9a-f]{8}$/);
    expect(nameOf(job)).not.toBe(nameOf(before));
    expect(envOf(job.spec.template)).toMatchObject({ SW_STORAGE_ES_INDEX_SHARDS_NUMBER: "2" });
    const [oap] = await rolled("Deployment", "skywalking-oap");
    expect(oap.metadata.annotations["kube-tracing.io/schema"]).toBe(nameOf(job));
    expect(envOf(oap)).toMatchObject({
      SW_STORAGE_ES_INDEX_SHARDS_NUMBER: "2",
      SW_CORE_RECORD_DATA_TTL: "5",
    });
    expect(await uidsOfOthers()).toEqual(others);
  });

  test("of Elasticsearch makes a new ConfigMap, its pod rolls, and the old one goes last", async () => {
    const [before] = await configMaps();
    const { code, output } = await tracing.up({ ...SHARDS, ...SETTINGS });
    expect(code).toBe(0);
    expect(output).toMatch(/^stack local: 3 updated, 1 replaced, 31 unchanged, in /m);
    expect(stepsIn(tracing.stack.pulumi.eventLog)).toEqual([
      "begins to create-replacement ConfigMap skywalking-elasticsearch-files",
      "is done: create-replacement ConfigMap skywalking-elasticsearch-files",
      "begins to replace ConfigMap skywalking-elasticsearch-files",
      "is done: replace ConfigMap skywalking-elasticsearch-files",
      "begins to update StatefulSet skywalking-elasticsearch",
      "is done: update StatefulSet skywalking-elasticsearch",
      "begins to delete-replaced ConfigMap skywalking-elasticsearch-files",
      "is done: delete-replaced ConfigMap skywalking-elasticsearch-files",
    ]);
    const [after, ...more] = await configMaps();
    expect(more).toEqual([]);
    expect(nameOf(after)).toMatch(/^skywalking-elasticsearch-files-[a-z0-9]{8}$/);
    expect(nameOf(after)).not.toBe(nameOf(before));
    expect(after.data["elasticsearch.yml"]).toBe(
      before.data["elasticsearch.yml"] + "indices.query.bool.max_clause_count: 2048\n",
    );
    const [pod] = await rolled("StatefulSet", "skywalking-elasticsearch");
    const mounted = pod.spec.volumes.filter((volume: any) => volume.name === "files");
    expect(mounted).toMatchObject([{ configMap: { name: nameOf(after) } }]);
  });

  test("that cannot be used is refused whole, and touches nothing", async () => {
    const before = await live.versionsIn("tracing");
    const { code, output } = await tracing.up({
      "skywalking.oap.retention": { recordsDays: 0, metricsDay: 3 },
    });
    expect(code).toBe(1);
    expect(output).toContain(
      `    error: Pulumi.local.yaml cannot be used, 2 problems:
      platform.skywalking.oap.retention.metricsDay   unknown key; did you mean metricsDays?
      platform.skywalking.oap.retention.recordsDays  is 0; give a whole number, 2 or more
`,
    );
    expect(stepsIn(tracing.stack.pulumi.eventLog)).toEqual([]);
    expect(await live.versionsIn("tracing")).toEqual(before);
  });
});

describe("three OAP", () => {
  const THREE = {
    "skywalking.oap.coordinator": { kind: "kubernetes" },
    "skywalking.oap.topology": { kind: "mixed", scale: { kind: "fixed", replicas: 3 } },
    "skywalking.oap.onDemandPodLogs": "on",
  };
  const ADDED = [
    "PodDisruptionBudget skywalking-oap",
    "Role skywalking-oap",
    "RoleBinding skywalking-oap",
  ];
  const WIDE = ["ClusterRole tracing-skywalking-oap", "ClusterRoleBinding tracing-skywalking-oap"];
  let alone: string[];

  beforeAll(async () => {
    alone = await titlesIn("tracing");
  });

  test("run on three nodes in both zones, with a budget and the rights to find each other", async () => {
    expect(await tracing.up(THREE)).toMatchObject({ code: 0 });
    expect(await titlesIn("tracing")).toEqual([...alone, ...ADDED].sort());
    expect(await wide()).toEqual(WIDE);
    const found = await rolled("Deployment", "skywalking-oap");
    const nodes = found.map(({ spec }) => spec.nodeName);
    expect(new Set(nodes).size).toBe(3);
    expect(
      new Set((await zones()).filter(([node]) => nodes.includes(node)).map(([, zone]) => zone)),
    ).toEqual(new Set(["zone-a", "zone-b"]));
    const again = await tracing.stack.run("up");
    expect(again.output).toMatch(/^stack local: no change, 40 unchanged, in /m);
  });

  test("are as Pulumi remembers them, but for what somebody deleted, and that comes back", async () => {
    await client.delete("/apis/policy/v1/namespaces/tracing/poddisruptionbudgets/skywalking-oap");
    const refreshed = await tracing.stack.pulumi.ask("refresh", "--yes", "--skip-preview");
    expect(refreshed).toContain("\nResources:\n    - 1 deleted\n    39 unchanged\n");
    const { output } = await tracing.stack.run("up");
    expect(output).toMatch(/^stack local: 1 created, 39 unchanged, in /m);
    expect(await titlesIn("tracing")).toEqual([...alone, ...ADDED].sort());
  });

  test("become one again, and what only three need is gone", async () => {
    expect(await tracing.up({ "skywalking.oap.onDemandPodLogs": "on" })).toMatchObject({ code: 0 });
    expect(await titlesIn("tracing")).toEqual(alone);
    expect(await wide()).toEqual(WIDE);
    expect(await rolled("Deployment", "skywalking-oap")).toHaveLength(1);
  });
});

describe("down", () => {
  test("removes everything, here and in the whole cluster, with the volumes", async () => {
    const { code, output } = await tracing.stack.run("down");
    expect(code).toBe(0);
    expect(output).toContain("\nResources:\n    - 37 deleted\n");
    await connect();
    expect(await namespaces()).toEqual(["killed-page", "killed-schema", "killed-storage"]);
    expect(await wide()).toEqual([]);
    await eventually(async () => expect(await volumesOf("tracing")).toEqual([]));
    expect(await tracing.stack.pulumi.export()).toMatchObject({ deployment: {} });
  });

  test("has nothing to do when it runs again", async () => {
    const { code, output } = await tracing.stack.run("down");
    expect(code).toBe(0);
    expect(output).toMatch(/^stack local: nothing is deployed$/m);
    await connect();
  });
});

/** The program of the clone with a namespace and a state of its own. */
function environment(namespace: string, stack = "local") {
  const project = new Project(join(world.work, `${namespace}-${stack}`));
  const own = { "namespace.name": namespace };
  project.configure(own);
  const deployed: Case = world.case(namespace, { stack, root: project.root });
  return {
    stack: deployed,
    /** Deploys the committed configuration, but for some values. */
    up(values: Readonly<Record<string, unknown>>): Promise<Ended> {
      project.configure({ ...own, ...values });
      return deployed.run("up");
    },
  };
}

/** Starts the cluster, unless it runs. */
async function connect(): Promise<void> {
  await world.start();
  client = world.connect();
  live = new Live(client);
}

/** What is told after Pulumi has ended; without what differs each time. */
function endOf({ output }: Ended): string {
  return output
    .slice(output.lastIndexOf("\nstack local: "))
    .replace(/, in [0-9.]+ (m [0-9]+ )?s\n/, ", in T s\n")
    .replace(/(?<=skywalking-elasticsearch-client-)[a-z0-9]{8}/, "*");
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

const titlesIn = async (namespace: string) => (await live.objectsIn(namespace)).map(titleOf).sort();

const namespaceObject = async (name: string) => {
  const found = await live.list("/api/v1/namespaces");
  return found.find((one) => nameOf(one) === name);
};

/** Namespaces of all environments. */
const namespaces = async () => (await live.list("/api/v1/namespaces", LABEL)).map(nameOf).sort();

/** What is ours and in no namespace. */
const wide = async () =>
  (await live.labelled(LABEL)).filter((title) => title.startsWith("Cluster"));

const list = async (path: string, label = "") => (await live.list(path, label)) as any[];

const jobs = (namespace: string) => list(`/apis/batch/v1/namespaces/${namespace}/jobs`);

const pods = (namespace: string, label: string) =>
  list(`/api/v1/namespaces/${namespace}/pods`, label);

const configMaps = () => list("/api/v1/namespaces/tracing/configmaps", LABEL);

const volumesOf = async (namespace: string) =>
  (await list("/api/v1/persistentvolumes")).filter(
    ({ spec }) => spec.claimRef.namespace === namespace,
  );

const zones = async () =>
  (await list("/api/v1/nodes")).map((node): [string, string] => [
    nameOf(node),
    node.metadata.labels["topology.kubernetes.io/zone"],
  ]);

/** Such as `1 of 1`, by workload. */
async function readiness(namespace: string): Promise<Record<string, string>> {
  const found = (await live.objectsIn(namespace)) as any[];
  const workloads = found.filter(({ kind }) => kind === "Deployment" || kind === "StatefulSet");
  return Object.fromEntries(
    workloads.map((one) => [titleOf(one), `${one.status.readyReplicas} of ${one.spec.replicas}`]),
  );
}

/** The pods of a workload, once they are those that it describes, and all of them ready. */
async function rolled(kind: "Deployment" | "StatefulSet", name: string): Promise<any[]> {
  const [collection] = { Deployment: ["deployments"], StatefulSet: ["statefulsets"] }[kind];
  let found: any[] = [];
  await eventually(async () => {
    const path = `/apis/apps/v1/namespaces/tracing/${collection}/${name}`;
    const { metadata, spec, status } = (await client.get(path)) as any;
    const labels = Object.entries(spec.selector.matchLabels).map(
      ([key, value]) => `${key}=${value}`,
    );
    found = await pods("tracing", labels.join(","));
    const { replicas, readyReplicas, updatedReplicas, observedGeneration } = status;
    expect([observedGeneration, replicas, readyReplicas, updatedReplicas, found.length]).toEqual([
      metadata.generation,
      ...Array(4).fill(spec.replicas),
    ]);
  });
  return found;
}

/** Pods that have nothing to do with OAP. */
async function uidsOfOthers(): Promise<string[]> {
  const found = await pods("tracing", "app.kubernetes.io/name!=skywalking-oap");
  return found.map(({ metadata }) => metadata.uid);
}

/** Plain variables of the one container. */
function envOf({ spec }: any): Record<string, string> {
  const [{ env }] = spec.containers;
  return Object.fromEntries(env.map(({ name, value }: any) => [name, value]));
}

const base64 = (text: string) => Buffer.from(text).toString("base64");

/** The password in the Secret that begins with a name. */
async function passwordOf(name: string): Promise<string> {
  const secrets = await list("/api/v1/namespaces/tracing/secrets");
  const [secret] = secrets.filter((one) => nameOf(one).startsWith(name));
  return Buffer.from(secret.data.password, "base64").toString();
}

/** Every file below a folder. */
function filesIn(folder: string): { path: string; content: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({
      path: file.slice(folder.length + 1),
      content: readFileSync(file, "utf8"),
    }));
}
