import { execFile, execFileSync, spawn } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cluster } from "./cluster";
import { Processes } from "./cluster/processes";
import { FOLDERS } from "./folders";
import { ensureImages } from "./images";
import { NGINX } from "./images/recipes/nginx";
import { type KubernetesClient, field, hasCondition, items } from "./kubernetes";
import { connect, down, importImages, status, up } from "./node";
import { cgroupOf, rememberedNetwork } from "./node/layout";
import { programIn } from "./node/packages";
import { PARTS, type Part, insideOf, volumesFolder } from "./node/parts";
import { createProgress, formatElapsed } from "./progress";
import { ensureTools } from "./tools";
import { NODE_TOOLS } from "./tools/table";

/** One node for all tests, in the order in which they stand. */
const folder = mkdtempSync(join(tmpdir(), "kube-tracing-node-"));
let printed = "";
const progress = createProgress({ write: (text) => (printed += text) });
const options = { state: join(folder, "one"), progress };
const other = { state: join(folder, "two"), progress };

let node: Cluster;
let client: KubernetesClient;

async function eventually<T>(
  what: string,
  probe: () => Promise<T | undefined | false>,
): Promise<T> {
  let problem: unknown;
  for (const end = Date.now() + 90_000; Date.now() < end; await sleep(200)) {
    try {
      const found = await probe();
      if (found !== undefined && found !== false) return found;
    } catch (error) {
      problem = error;
    }
  }
  throw new Error(`${what}: not within 90 s`, { cause: problem });
}

/** What a command of kubectl prints. */
async function kubectl(...args: string[]): Promise<string> {
  const command = promisify(execFile)(join(FOLDERS.bin, "kubectl"), [
    `--kubeconfig=${node.kubeconfig}`,
    "--namespace=try",
    ...args,
  ]);
  return (await command).stdout;
}

const inPod = (pod: string, script: string) => kubectl("exec", pod, "--", "sh", "-c", script);

const pids = (of = options) =>
  Object.fromEntries(
    PARTS.map((part) => [part, new Processes(of.state).find(part)?.pid]),
  ) as Record<Part, number | undefined>;

const ready = (path: string) =>
  eventually(`${path} ready`, async () => {
    const object = await client.get(path);
    return field(object, "status", "readyReplicas") === field(object, "spec", "replicas");
  });

/** Non-root, with a root file system that nobody writes to. */
const podSpec = (script: string, withData = false) => ({
  terminationGracePeriodSeconds: 1,
  securityContext: {
    runAsNonRoot: true,
    runAsUser: 1000,
    fsGroup: 1000,
    seccompProfile: { type: "RuntimeDefault" },
  },
  containers: [
    {
      name: "it",
      image: NGINX.name,
      imagePullPolicy: "IfNotPresent",
      command: ["sh", "-c", script],
      ports: [{ name: "http", containerPort: 8080 }],
      resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { memory: "64Mi" } },
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ["ALL"] },
        readOnlyRootFilesystem: true,
      },
      volumeMounts: [
        { name: "tmp", mountPath: "/tmp" },
        ...(withData ? [{ name: "data", mountPath: "/data" }] : []),
      ],
    },
  ],
  volumes: [{ name: "tmp", emptyDir: {} }],
});

/** Answers on port 8080, and writes to /tmp only. */
const SERVE = `
temp=$(for kind in client_body proxy fastcgi uwsgi scgi; do echo "\${kind}_temp_path /tmp/$kind;"; done)
echo "pid /tmp/pid; events {} http { access_log off; $temp server { listen 8080; return 200; } }" >/tmp/conf
exec nginx -e stderr -c /tmp/conf -g 'daemon off;'`;

const workload = (name: string, replicas: number, spec: Record<string, unknown>) => ({
  metadata: { name, namespace: "try" },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec },
  },
});

const APPS = "/apis/apps/v1/namespaces/try";

async function deploy(): Promise<void> {
  await client.apply("/api/v1/namespaces/try", {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: "try", labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
  });
  const web = workload("web", 2, podSpec(SERVE));
  await client.apply(`${APPS}/deployments/web`, {
    apiVersion: "apps/v1",
    kind: "Deployment",
    ...web,
  });
  const db = workload("db", 1, podSpec("echo begun; sleep 1000000", true));
  await client.apply(`${APPS}/statefulsets/db`, {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    ...db,
    spec: {
      ...db.spec,
      serviceName: "db",
      volumeClaimTemplates: [
        {
          metadata: { name: "data" },
          spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "10Mi" } } },
        },
      ],
    },
  });
  const service = (name: string, spec: Record<string, unknown>) =>
    client.apply(`/api/v1/namespaces/try/services/${name}`, {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name },
      spec: { selector: { app: name }, ...spec },
    });
  await service("web", {
    type: "NodePort",
    ports: [{ port: 80, targetPort: "http", nodePort: 30080 }],
  });
  await service("db", { clusterIP: "None", ports: [{ port: 8080 }] });
  await Promise.all([ready(`${APPS}/deployments/web`), ready(`${APPS}/statefulsets/db`)]);
}

/** Every process that belongs to the node, seen from the machine. */
function processesOf({ state }: { state: string }): number[] {
  const namespace = (pid: number | string, kind: string) => {
    try {
      return readlinkSync(`/proc/${pid}/ns/${kind}`);
    } catch {
      return undefined;
    }
  };
  const first = new Processes(state).find("first-process")?.pid;
  if (first === undefined) return [];
  const numbers = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const parentOf = (pid: number) => Number(/\) \S (\d+)/.exec(readStat(pid))?.[1] ?? 0);
  const isBelow = (pid: number): boolean => pid === first || (pid > 1 && isBelow(parentOf(pid)));
  const isIn = (pid: number) => namespace(pid, "pid") === namespace(first, "pid");
  return numbers.map(Number).filter((pid) => isIn(pid) || isBelow(pid));
}

function readStat(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return "";
  }
}

const NAMESPACES = ["cgroup", "ipc", "mnt", "net", "pid", "uts"];

/** Namespaces of the processes, but for those of this very program. */
function namespacesOf(processes: readonly number[]): Set<string> {
  const links = (pid: number | string) =>
    NAMESPACES.flatMap((kind) => {
      try {
        return [readlinkSync(`/proc/${pid}/ns/${kind}`)];
      } catch {
        return [];
      }
    });
  const own = new Set(links("self"));
  return new Set(processes.flatMap(links).filter((link) => !own.has(link)));
}

/** What of this machine a node could change; nodes of other folders change only what is theirs. */
function machine() {
  const link = rememberedNetwork(options.state)?.link ?? "";
  const rules = ["iptables-save", "ip6tables-save"].map((program) =>
    execFileSync(programIn(FOLDERS.node, program), {
      encoding: "utf8",
      env: { LD_LIBRARY_PATH: libraries() },
    }),
  );
  const sysctl = (name: string) => readFileSync(`/proc/sys/${name}`, "utf8").trim();
  return {
    mounts: readFileSync("/proc/self/mountinfo", "utf8"),
    links: readdirSync("/sys/class/net").filter((name) => name === link || !name.startsWith("kt-")),
    rules: rules.map((text) => text.replaceAll(/^#.*\n/gm, "").replaceAll(/\[\d+:\d+\]/g, "")),
    cgroups: cgroupsNamed(cgroupOf(options.state)),
    sysctls: ["net/ipv4/ip_forward", "vm/overcommit_memory", "kernel/panic", "vm/panic_on_oom"].map(
      (name) => `${name} ${sysctl(name)}`,
    ),
    folders: [
      "/run/containerd",
      "/run/netns",
      "/var/lib/kubelet",
      "/var/lib/cni",
      "/opt/cni",
    ].filter(existsSync),
  };
}

const libraries = () =>
  [join(FOLDERS.node, "usr", "lib"), ...below(join(FOLDERS.node, "usr", "lib"))].join(":");

const below = (parent: string) =>
  existsSync(parent)
    ? readdirSync(parent)
        .map((name) => join(parent, name))
        .filter((path) => statSync(path).isDirectory())
    : [];

const cgroupsNamed = (name: string) =>
  ["/sys/fs/cgroup", ...below("/sys/fs/cgroup")]
    .map((hierarchy) => join(hierarchy, name))
    .filter(existsSync);

let before: ReturnType<typeof machine>;

beforeAll(async () => {
  await ensureTools(NODE_TOOLS, undefined, progress);
  await ensureImages([NGINX.name], undefined, progress);
  // The packages of the node are part of what is there before.
  node = await up(other);
  await down({ ...other, wipe: true });
  before = machine();
});

afterAll(async () => {
  client.close();
  for (const one of [options, other]) await down({ ...one, wipe: true });
  rmSync(folder, { recursive: true });
});

describe("from nothing", () => {
  test("everything is healthy, on one node with the labels of the platform", async () => {
    const start = Date.now();
    node = await up(options);
    console.log(`from nothing to a node that resolves names: ${formatElapsed(Date.now() - start)}`);
    client = connect(options);
    expect((await status(options)).map(({ state }) => state)).toEqual(
      Array(PARTS.length).fill("healthy"),
    );
    const nodes = items(await client.get("/api/v1/nodes?labelSelector=apm%3Dskywalking"));
    const labels = nodes.map((one) => field(one, "metadata", "labels"));
    expect(labels).toMatchObject([
      { "kubernetes.io/hostname": "real-1", "topology.kubernetes.io/zone": "zone-a" },
    ]);
    expect(node.context).toBe("kube-tracing-real");
  });

  test("again: nothing is started", async () => {
    const running = pids();
    expect(await up(options)).toEqual(node);
    expect(pids()).toEqual(running);
  });

  test("nothing of it is in the network of the machine, and no route leads out", () => {
    const network = readlinkSync("/proc/self/ns/net");
    const networks = processesOf(options).map((pid) => readlinkSync(`/proc/${pid}/ns/net`));
    expect(networks.length).toBeGreaterThan(10);
    expect(networks).not.toContain(network);
    const first = pids()["first-process"] ?? 0;
    expect(readFileSync(`/proc/${first}/net/route`, "utf8")).not.toMatch(/^\w+\t00000000\t/m);
  });

  test("the kernel settings that kubelet insists on are not changed", () => {
    expect(machine().sysctls).toEqual(before.sysctls);
  });
});

describe("pods", () => {
  beforeAll(async () => {
    await importImages(await ensureImages([NGINX.name]), options);
    await deploy();
  });

  test("run under the Pod Security Standard `restricted`", async () => {
    expect(await inPod("db-0", "id -u; touch /nowhere 2>&1 || true")).toBe(
      "1000\ntouch: cannot touch '/nowhere': Read-only file system\n",
    );
  });

  test("find a Service by name, a pod of a headless one too, and themselves", async () => {
    const answer = "curl --silent --output /dev/null --write-out '%{http_code}' --max-time 5";
    expect(await inPod("db-0", `${answer} http://web/`)).toBe("200");
    expect(await inPod("db-0", `${answer} http://web.try.svc.cluster.local/`)).toBe("200");
    expect(await inPod("deploy/web", `for n in 1 2 3 4; do ${answer} http://web/; done`)).toBe(
      "200200200200",
    );
    // 7: it is known, and nobody listens; 6: there is no such name.
    expect(await inPod("db-0", "curl --silent db-0.db:1; echo $?")).toBe("7\n");
    expect(await inPod("db-0", "curl --silent db-1.db:1; echo $?")).toBe("6\n");
  });

  test("reach the API", async () => {
    const token = "$(cat /var/run/secrets/kubernetes.io/serviceaccount/token)";
    const ca = "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt";
    const answer = await inPod(
      "db-0",
      `curl --silent --cacert ${ca} -H "Authorization: Bearer ${token}" https://kubernetes.default.svc/version`,
    );
    expect(JSON.parse(answer)).toMatchObject({ gitVersion: "v1.34.2" });
  });

  test("answer the machine on a node port", async () => {
    const { hostname } = new URL(node.server);
    expect((await fetch(`http://${hostname}:30080/`)).status).toBe(200);
  });

  test("logs, and a port that is forwarded", async () => {
    expect(await kubectl("logs", "db-0")).toBe("begun\n");
    const port = await freePort();
    const forward = spawn(join(FOLDERS.bin, "kubectl"), [
      ...[`--kubeconfig=${node.kubeconfig}`, "--namespace=try"],
      ...["port-forward", "service/web", `${port}:80`],
    ]);
    const found = await eventually("an answer", async () =>
      fetch(`http://127.0.0.1:${port}/`).then(({ status: code }) => code),
    ).finally(() => forward.kill());
    expect(found).toBe(200);
  });

  test("are measured, and an autoscaler reads it", async () => {
    const metrics = {
      type: "Resource",
      resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } },
    };
    const path = "/apis/autoscaling/v2/namespaces/try/horizontalpodautoscalers/web";
    await client.apply(path, {
      apiVersion: "autoscaling/v2",
      kind: "HorizontalPodAutoscaler",
      metadata: { name: "web" },
      spec: {
        minReplicas: 2,
        maxReplicas: 3,
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
        metrics: [metrics],
      },
    });
    await eventually("metrics", async () => hasCondition(await client.get(path), "ScalingActive"));
  });

  test("keep their volume when they are replaced, and lose it with their claim", async () => {
    await inPod("db-0", "echo kept >/data/file");
    await kubectl("delete", "pod", "db-0", "--wait");
    await ready(`${APPS}/statefulsets/db`);
    expect(await inPod("db-0", "cat /data/file; stat --format=%g /data")).toBe("kept\n1000\n");
    expect(readdirSync(volumesFolder(options))).toHaveLength(1);
    await kubectl("delete", "statefulset", "db", "--wait");
    await kubectl("delete", "pvc", "data-db-0", "--wait");
    await eventually("no folder", async () => readdirSync(volumesFolder(options)).length === 0);
    await deploy();
    await inPod("db-0", "echo kept >/data/file");
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === "object" && address ? address.port : 0;
}

/** A pod that is made now runs, finds a Service, and has the old data. */
async function works(): Promise<void> {
  await kubectl("delete", "pod", "db-0", "--wait");
  await ready(`${APPS}/statefulsets/db`);
  await ready(`${APPS}/deployments/web`);
  const answer = await eventually("an answer", () =>
    inPod(
      "db-0",
      "cat /data/file && curl --silent --fail --output /dev/null --max-time 5 http://web/",
    ),
  );
  expect(answer).toBe("kept\n");
}

describe("what was killed", () => {
  test.each(["containerd", "kubelet", "kube-proxy", "volumes", "etcd"] as const)(
    "%s: it alone is started again, and pods go on",
    async (part) => {
      const running = pids();
      process.kill(running[part] ?? 0, "SIGKILL");
      await eventually("gone", async () => pids()[part] === undefined);
      await up(options);
      expect({ ...pids(), [part]: undefined }).toEqual({ ...running, [part]: undefined });
      await works();
    },
  );

  test("everything: the kernel removes it, and the next up brings it back", async () => {
    const namespaces = namespacesOf(processesOf(options));
    expect(namespaces.size).toBeGreaterThan(5);
    process.kill(pids()["first-process"] ?? 0, "SIGKILL");
    await eventually("gone", async () => Object.values(pids()).every((pid) => pid === undefined));
    await eventually("no namespace", async () => !someoneIsIn(namespaces));
    expect(machine().mounts).toBe(before.mounts);
    await up(options);
    expect((await status(options)).map(({ state }) => state)).toEqual(
      Array(PARTS.length).fill("healthy"),
    );
    await works();
  });

  test("the network interface: the node is started anew", async () => {
    const link = rememberedNetwork(options.state)?.link ?? "";
    execFileSync(programIn(FOLDERS.node, "ip"), ["link", "delete", link]);
    await up(options);
    await works();
  });
});

/** Whether any process of the machine is in one of the namespaces. */
const someoneIsIn = (namespaces: ReadonlySet<string>) =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => [...namespacesOf([Number(pid)])].some((link) => namespaces.has(link)));

test("a second node stands beside it, and neither disturbs the other", async () => {
  const running = pids();
  const second = await up(other);
  expect(new URL(second.server).hostname).not.toBe(new URL(node.server).hostname);
  const away = connect(other);
  const names = items(await away.get("/api/v1/namespaces")).map((one) =>
    field(one, "metadata", "name"),
  );
  away.close();
  expect(names).not.toContain("try");
  await works();
  await down({ ...other, wipe: true });
  expect(pids()).toEqual(running);
  await works();
});

describe("down", () => {
  test("leaves nothing: no process, namespace, mount, interface, rule, control group or setting", async () => {
    const { enter } = insideOf(pids()["first-process"] ?? 0);
    const rules = execFileSync("env", [...enter.slice(1), "iptables-save"], { encoding: "utf8" });
    expect(rules).toContain("KUBE-SERVICES");
    expect(cgroupsNamed(cgroupOf(options.state))).not.toEqual([]);
    const namespaces = namespacesOf(processesOf(options));
    await down(options);
    await eventually("no namespace", async () => !someoneIsIn(namespaces));
    expect(machine()).toEqual(before);
    const list = execFileSync("ps", ["-axww", "-o", "pid=,args="], { encoding: "utf8" });
    expect(list.split("\n").filter((line) => line.includes(`${options.state}/`))).toEqual([]);
  });

  test("keeps objects, volumes and images; a wipe does not", async () => {
    printed = "";
    node = await up(options);
    expect(printed).toContain("images: there already");
    await works();
    await down({ ...options, wipe: true });
    expect(readdirSync(folder).map((path) => basename(path))).toEqual([]);
    expect(machine()).toEqual(before);
  });
});
