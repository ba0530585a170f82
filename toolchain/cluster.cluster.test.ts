import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { createServer as createHttps } from "node:https";
import { type Server, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { TLSSocket } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Cluster, connect, down, status, up } from "./cluster";
import { COMPONENTS, type Component } from "./cluster/control-plane";
import { FOLDERS } from "./folders";
import { KubernetesClient, field, hasCondition, items } from "./kubernetes";
import { Processes } from "./cluster/processes";
import { createProgress } from "./progress";
import { ensureTools } from "./tools";

/** One cluster for all tests, in the order in which they stand. */
const folder = mkdtempSync(join(tmpdir(), "cluster-"));
let printed = "";
const progress = createProgress({ write: (text) => (printed += text) });
const options = { state: join(folder, "one"), progress };
const other = { state: join(folder, "two"), progress };

let cluster: Cluster;
let client: KubernetesClient;

async function eventually(what: string, probe: () => Promise<unknown>): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end; await sleep(100)) {
    if (await probe()) return;
  }
  throw new Error(`${what}: not within 20 s`);
}

/** The recorded processes; those that do not run are undefined. */
const pids = (of = options) =>
  Object.fromEntries(
    COMPONENTS.map((name) => [name, new Processes(of.state).find(name)?.pid]),
  ) as Record<Component, number | undefined>;

/** Everything on this machine that runs out of the state folder, recorded or not. */
function processesOf(state: string): number[] {
  const list = execFileSync("ps", ["-axww", "-o", "pid=,args="], { encoding: "utf8" });
  const lines = list.split("\n").filter((line) => line.includes(`=${state}/`));
  return lines.map((line) => Number.parseInt(line, 10)).sort((a, b) => a - b);
}

const ready = (path: string) =>
  eventually(`${path} ready`, async () => {
    const object = await client.get(path);
    return field(object, "status", "readyReplicas") === field(object, "spec", "replicas");
  });

/** A Job that completes proves every part: the API stores it, a controller makes its pod, which is placed and run. */
async function jobCompletes(name: string): Promise<void> {
  const path = "/apis/batch/v1/namespaces/try/jobs";
  const spec = { containers: [{ name: "it", image: "example.org/it:1" }], restartPolicy: "Never" };
  await client.create(path, {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name },
    spec: { template: { spec } },
  });
  await eventually(`job ${name} complete`, async () =>
    hasCondition(await client.get(`${path}/${name}`), "Complete"),
  );
}

beforeAll(async () => {
  await ensureTools(undefined, undefined, progress);
  cluster = await up(options);
  client = connect(options);
});

afterAll(async () => {
  client.close();
  for (const one of [options, other]) await down({ ...one, wipe: true });
  rmSync(folder, { recursive: true });
});

describe("from nothing", () => {
  test("everything is healthy, on four nodes in two zones", async () => {
    expect((await status(options)).map(({ state }) => state)).toEqual(Array(5).fill("healthy"));
    const nodes = items(await client.get("/api/v1/nodes?labelSelector=apm%3Dskywalking"));
    const zones = nodes.map((node) =>
      field(node, "metadata", "labels", "topology.kubernetes.io/zone"),
    );
    expect(zones).toEqual(["zone-a", "zone-b", "zone-a", "zone-b"]);
  });

  test("kubectl gets in with the kubeconfig alone", () => {
    const kubectl = (...args: string[]) =>
      execFileSync(join(FOLDERS.bin, "kubectl"), ["--kubeconfig", cluster.kubeconfig, ...args], {
        encoding: "utf8",
        env: { HOME: options.state },
      });
    expect(kubectl("config", "current-context")).toBe("kube-tracing-local\n");
    expect(kubectl("auth", "whoami", "--output=jsonpath={.status.userInfo.username}")).toBe(
      "kube-tracing-admin",
    );
    expect(kubectl("get", "nodes", "--output=name")).toBe(
      "node/kwok-1\nnode/kwok-2\nnode/kwok-3\nnode/kwok-4\n",
    );
  });

  test("again: nothing is started, within two seconds", async () => {
    const before = pids();
    const start = Date.now();
    expect(await up(options)).toEqual(cluster);
    expect(Date.now() - start).toBeLessThan(2_000);
    expect(pids()).toEqual(before);
  });
});

describe("workloads", () => {
  const pod = (app: string, more: object = {}) => ({
    metadata: { labels: { app } },
    spec: { containers: [{ name: "it", image: "example.org/it:1" }], ...more },
  });
  const apps = (kind: string, name: string, spec: object) => ({
    apiVersion: "apps/v1",
    kind,
    metadata: { name },
    spec,
  });

  beforeAll(async () => {
    const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "try" } };
    await client.create("/api/v1/namespaces", namespace);
    await eventually("service account", () =>
      client.get("/api/v1/namespaces/try/serviceaccounts/default").catch(() => undefined),
    );
  });

  test("a Deployment spreads over the zones and gets ready", async () => {
    const spread = {
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: "topology.kubernetes.io/zone",
          whenUnsatisfiable: "DoNotSchedule",
          labelSelector: { matchLabels: { app: "web" } },
        },
      ],
      nodeSelector: { apm: "skywalking" },
    };
    await client.create(
      "/apis/apps/v1/namespaces/try/deployments",
      apps("Deployment", "web", {
        replicas: 2,
        selector: { matchLabels: { app: "web" } },
        template: pod("web", spread),
      }),
    );
    await ready("/apis/apps/v1/namespaces/try/deployments/web");
    const pods = items(await client.get("/api/v1/namespaces/try/pods?labelSelector=app%3Dweb"));
    const parity = pods.map((one) => Number(String(field(one, "spec", "nodeName")).slice(-1)) % 2);
    expect(parity.sort()).toEqual([0, 1]);
    const addresses = new Set(pods.map((one) => field(one, "status", "podIP")));
    expect(addresses.size).toBe(2);
  });

  test("a StatefulSet gets volumes of the size that it asks for; they go with their claims", async () => {
    const claim = {
      metadata: { name: "data" },
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "100Gi" } } },
    };
    await client.create(
      "/apis/apps/v1/namespaces/try/statefulsets",
      apps("StatefulSet", "db", {
        replicas: 2,
        serviceName: "db",
        selector: { matchLabels: { app: "db" } },
        template: pod("db"),
        volumeClaimTemplates: [claim],
        persistentVolumeClaimRetentionPolicy: { whenScaled: "Delete" },
      }),
    );
    await ready("/apis/apps/v1/namespaces/try/statefulsets/db");
    const claims = items(await client.get("/api/v1/namespaces/try/persistentvolumeclaims"));
    expect(
      claims.map((one) => [
        field(one, "metadata", "name"),
        field(one, "status", "phase"),
        field(one, "status", "capacity", "storage"),
      ]),
    ).toEqual([
      ["data-db-0", "Bound", "100Gi"],
      ["data-db-1", "Bound", "100Gi"],
    ]);
    await client.apply(
      "/apis/apps/v1/namespaces/try/statefulsets/db",
      apps("StatefulSet", "db", { replicas: 1 }),
    );
    await eventually("one volume is gone", async () => {
      const volumes = items(await client.get("/api/v1/persistentvolumes"));
      return volumes.length === 1;
    });
  });

  test("a Job completes", () => jobCompletes("once"));
});

describe("an aggregated API", () => {
  test("is reached on this machine, and is told by a trusted proxy who asks", async () => {
    const pki = (file: string) => readFileSync(join(options.state, "pki", file));
    let asked: { proxy: unknown; user: unknown } | undefined;
    const metrics = createHttps(
      {
        cert: pki("kube-scheduler-server.crt"),
        key: pki("kube-scheduler-server.key"),
        ca: pki("front-proxy-ca.crt"),
        requestCert: true,
        rejectUnauthorized: false,
      },
      (request, answer) => {
        const socket = request.socket as TLSSocket;
        if (request.url?.startsWith("/apis/external.metrics.k8s.io/v1beta1/namespaces/")) {
          asked = {
            proxy: socket.authorized && socket.getPeerCertificate().subject.CN,
            user: request.headers["x-remote-user"],
          };
        }
        const list = { kind: "APIResourceList", apiVersion: "v1", resources: [], items: [] };
        answer.writeHead(200, { "content-type": "application/json" });
        answer.end(JSON.stringify({ ...list, groupVersion: "external.metrics.k8s.io/v1beta1" }));
      },
    );
    await new Promise<void>((done) => metrics.listen(0, "127.0.0.1", done));
    const address = metrics.address();
    const port = typeof address === "object" ? address?.port : undefined;
    await client.create("/api/v1/namespaces/default/services", {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "metrics" },
      spec: { type: "ExternalName", externalName: "localhost" },
    });
    const apiService = "/apis/apiregistration.k8s.io/v1/apiservices";
    const name = "v1beta1.external.metrics.k8s.io";
    await client.create(apiService, {
      apiVersion: "apiregistration.k8s.io/v1",
      kind: "APIService",
      metadata: { name },
      spec: {
        group: "external.metrics.k8s.io",
        version: "v1beta1",
        groupPriorityMinimum: 100,
        versionPriority: 100,
        insecureSkipTLSVerify: true,
        service: { name: "metrics", namespace: "default", port },
      },
    });
    await eventually("API available", async () =>
      hasCondition(await client.get(`${apiService}/${name}`), "Available"),
    );
    await client.get("/apis/external.metrics.k8s.io/v1beta1/namespaces/default/queue");
    expect(asked).toEqual({ proxy: "front-proxy-client", user: "kube-tracing-admin" });
    await client.delete(`${apiService}/${name}`);
    await client.delete("/api/v1/namespaces/default/services/metrics");
    metrics.closeAllConnections();
    metrics.close();
  });
});

describe("nobody else gets in", () => {
  test("every listener is on loopback", async () => {
    const addresses = Object.values(pids()).flatMap((pid) => listeners(pid ?? 0));
    expect(addresses).toHaveLength(5);
    for (const address of addresses) expect(address).toMatch(/^127\.0\.0\.1:\d+$/);
  });

  test("neither the database nor the API answers without a certificate", async () => {
    const rows = await status(options);
    const address = (name: Component) => rows.find(({ component }) => component === name)?.address;
    const pki = (file: string) => readFileSync(join(options.state, "pki", file), "utf8");
    const ask = async (name: Component, ca: string, path: string) => {
      const stranger = new KubernetesClient({
        server: address(name) ?? "",
        ca: pki(ca),
        cert: "",
        key: "",
      });
      return stranger.get(path).finally(() => stranger.close());
    };
    await expect(ask("etcd", "etcd-ca.crt", "/health")).rejects.toThrow(/alert|ECONNRESET/);
    await expect(ask("kube-apiserver", "ca.crt", "/version")).rejects.toThrow(
      "GET /version: 401 Unauthorized",
    );
  });
});

describe("repair", () => {
  test.each(COMPONENTS)(
    "%s is killed: up starts it again and leaves the others alone",
    async (name) => {
      const before = pids();
      process.kill(before[name] ?? 0, "SIGKILL");
      await eventually("it is dead", async () => pids()[name] === undefined);
      expect((await status(options)).find(({ component }) => component === name)?.state).toBe(
        "stopped",
      );
      expect(await up(options)).toEqual(cluster);
      const after = pids();
      expect(after[name]).not.toBe(before[name]);
      expect({ ...after, [name]: 0 }).toEqual({ ...before, [name]: 0 });
      await ready("/apis/apps/v1/namespaces/try/deployments/web");
    },
  );

  test("all are killed, as by a reboot: the objects are there again", async () => {
    for (const pid of Object.values(pids())) process.kill(pid ?? 0, "SIGKILL");
    expect(await up(options)).toEqual(cluster);
    await ready("/apis/apps/v1/namespaces/try/statefulsets/db");
    await jobCompletes("after-all");
    expect(processesOf(options.state)).toHaveLength(5);
  });

  test("a program that hangs is started again", async () => {
    const before = pids();
    process.kill(before["kube-scheduler"] ?? 0, "SIGSTOP");
    await up(options);
    const after = pids();
    expect(after["kube-scheduler"]).not.toBe(before["kube-scheduler"]);
    expect(printed).toContain("no answer within 5 s); starting it again");
  });

  test("a lost certificate: all are made anew, and everybody starts with the new ones", async () => {
    const before = pids();
    rmSync(join(options.state, "pki", "kwok.crt"));
    await up(options);
    expect(printed).toContain("certificates made for a year: kwok.crt or kwok.key is missing");
    expect(printed).toContain(
      "etcd: stopped, because its program, flags or certificates changed\n",
    );
    const after = pids();
    for (const name of COMPONENTS) expect(after[name]).not.toBe(before[name]);
    client.close();
    client = connect(options);
    await ready("/apis/apps/v1/namespaces/try/deployments/web");
  });

  test("ports taken by another program: the cluster moves and says so", async () => {
    await down(options);
    expect(processesOf(options.state)).toEqual([]);
    const port = (server: string) => Number(new URL(server).port);
    const foreign = await listen(port(cluster.server));
    printed = "";
    const moved = await up(options);
    expect(port(moved.server)).not.toBe(port(cluster.server));
    expect(printed).toContain(
      `port ${port(cluster.server)} of kube-apiserver is taken by another program: from now on it is ${port(moved.server)}\n`,
    );
    foreign.close();
    client.close();
    client = connect(options);
    await ready("/apis/apps/v1/namespaces/try/deployments/web");
    expect((await up(options)).server).toBe(moved.server);
  });
});

describe("a second cluster", () => {
  /** Runs `up` until it prints the text, and kills it there. */
  async function upUntil(text: string): Promise<void> {
    const script = join(__dirname, "cluster.ts");
    const args = ["--require", "tsx/cjs", script, "up", "--state", other.state];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    await new Promise<void>((done) => {
      child.once("exit", () => done());
      child.stdout.on("data", (part: Buffer) => {
        output += part.toString();
        if (output.includes(text)) child.kill("SIGKILL");
      });
    });
    expect(child.signalCode).toBe("SIGKILL");
  }

  test.each(["certificates made", "etcd: starting", "kube-apiserver: starting", "kwok: starting"])(
    'up is killed at "%s": no program runs unrecorded',
    async (text) => {
      await upUntil(text);
      await sleep(300);
      const recorded = Object.values(pids(other)).filter((pid) => pid !== undefined);
      expect(processesOf(other.state)).toEqual(recorded.sort((a, b) => a - b));
    },
  );

  test("the next up completes it, beside the first", async () => {
    const before = pids();
    const second = await up(other);
    expect(second.server).not.toBe((await up(options)).server);
    expect((await status(other)).map(({ state }) => state)).toEqual(Array(5).fill("healthy"));
    expect(pids()).toEqual(before);
    expect(processesOf(other.state)).toHaveLength(5);
    const theirs = connect(other);
    expect(items(await theirs.get("/apis/apps/v1/deployments"))).toEqual([]);
    theirs.close();
  });

  test("two commands at once: the second waits, and both succeed", async () => {
    printed = "";
    const [one, two] = await Promise.all([up(other), up(other)]);
    expect(one).toEqual(two);
    expect(printed).toContain(`process ${process.pid} is changing the cluster: waiting for it\n`);
  });

  test("down leaves no process and wipe no file; the first does not notice", async () => {
    const before = pids();
    await down(other);
    expect(processesOf(other.state)).toEqual([]);
    expect(existsSync(join(other.state, "etcd"))).toBe(true);
    await down({ ...other, wipe: true });
    expect(readdirSync(folder)).toEqual(["one"]);
    expect(pids()).toEqual(before);
    expect((await status(options)).map(({ state }) => state)).toEqual(Array(5).fill("healthy"));
  });
});

async function listen(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  return server;
}

/** Addresses on which a process listens, such as `127.0.0.1:20001`. */
function listeners(pid: number): string[] {
  if (process.platform !== "linux") {
    const args = ["-nP", "-a", "-p", String(pid), "-iTCP", "-sTCP:LISTEN", "-Fn"];
    const lines = execFileSync("lsof", args, { encoding: "utf8" }).split("\n");
    return lines.filter((line) => line.startsWith("n")).map((line) => line.slice(1));
  }
  const sockets = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${fd}`).match(/^socket:\[(\d+)]$/)?.[1] ?? [];
      } catch {
        return [];
      }
    }),
  );
  return ["tcp", "tcp6"].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, "utf8")
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter((cells) => cells[3] === "0A" && sockets.has(cells[9] ?? ""))
      .map((cells) => {
        const [address = "", port = ""] = (cells[1] ?? "").split(":");
        const bytes = address.match(/../g)?.map((byte) => Number.parseInt(byte, 16)) ?? [];
        const host = bytes.length === 4 ? bytes.reverse().join(".") : `[${address}]`;
        return `${host}:${Number.parseInt(port, 16)}`;
      }),
  );
}
