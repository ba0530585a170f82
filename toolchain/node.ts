/**
 * The real node: `npx tsx toolchain/node.ts up | down | status`.
 *
 * A cluster of one node that runs its pods for real, without a container engine and without a registry. All of it
 * (control plane, kubelet, containerd, pods) lives in Linux namespaces of its own, which a cable joins to this
 * machine and to nothing else: when the first process ends, the kernel removes everything.
 */

import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { Cluster } from "./cluster";
import { contextOf, writeKubeconfigs } from "./cluster/cluster-state";
import { type ComponentStatus, formatStatus } from "./cluster/cluster-status";
import { addressOf, kubeconfigFile, pkiFolder } from "./cluster/control-plane";
import { adminAccess } from "./cluster/health";
import { identitiesWith } from "./cluster/identities";
import { ensurePki } from "./cluster/pki";
import { Processes } from "./cluster/processes";
import { ClusterError, Starter } from "./cluster/starter";
import { FOLDERS } from "./folders";
import { ensureImages } from "./images";
import type { Archive } from "./images/recipe";
import { KubernetesClient, field, items } from "./kubernetes";
import { withLock } from "./lock";
import { ESSENTIAL, NODE_IMAGES, applyAddons } from "./node/addons";
import { removeCgroups } from "./node/cgroups";
import { Containerd } from "./node/containerd";
import {
  type NodeOptions,
  cgroupOf,
  layoutWith,
  prepare,
  rememberedNetwork,
  settle,
} from "./node/layout";
import { ensurePackages } from "./node/packages";
import {
  NODE_PORTS,
  NODE_USERS,
  type NodeLayout,
  PARTS,
  insideOf,
  writeSettings,
} from "./node/parts";
import { describeObstacles, obstacles, thisMachine } from "./node/requirements";
import { NodeSite } from "./node/site";
import { type Progress, createProgress, formatElapsed } from "./progress";
import { reasonOf } from "./stack/reasons";

export type { NodeOptions } from "./node/layout";
export { describeObstacles } from "./node/requirements";

const POLL_MS = 100;
/** How long CoreDNS may take. */
const ADDON_LIMIT_MS = 60_000;

type ImageArchive = Pick<Archive, "name" | "id" | "file">;

/** Why a real node cannot run here, everything at once; empty: it can. */
export const nodeObstacles = (): string[] => obstacles(thisMachine(FOLDERS.node));

/** Brings the node up: starts what is missing, repairs what is broken, leaves alone what works. */
export async function up(options: NodeOptions = {}): Promise<Cluster> {
  const { state, bin, progress } = settle(options);
  const found = nodeObstacles();
  if (found.length > 0) throw new ClusterError(describeObstacles(found));
  const { node: layer, build, logs } = FOLDERS;
  await withLock(join(build, "node.lock"), () => ensurePackages({ layer, build, logs }, progress));
  const archives = await ensureImages(NODE_IMAGES, undefined, progress);
  return exclusively(state, progress, () => bringUp({ state, bin, progress, archives }));
}

interface Plan {
  state: string;
  bin: string;
  progress: Progress;
  archives: readonly ImageArchive[];
}

async function bringUp({ state, bin, progress, archives }: Plan): Promise<Cluster> {
  mkdirSync(join(state, "run"), { recursive: true, mode: 0o700 });
  const layout = await prepare(state, bin);
  const renewed = await ensurePki(pkiFolder(layout), new Date(), identitiesWith(layout.node));
  if (renewed !== undefined) progress.say(`certificates made for a year: ${renewed}`);
  writeKubeconfigs(layout, NODE_PORTS, NODE_USERS);
  writeSettings(layout);
  const site = new NodeSite(layout, progress);
  try {
    const starter = new Starter(site);
    await starter.stopOutdated();
    await starter.ensure("first-process");
    await starter.ensure("containerd", "etcd");
    await starter.ensure("kube-apiserver");
    await starter.ensure("kube-controller-manager", "kube-scheduler");
    await importInto(layout, archives, progress);
    await applyAddons(site.health.admin);
    await starter.ensure("kubelet", "kube-proxy", "volumes");
    await starter.wait("kube-controller-manager", () => site.health.podsProblem());
    await addonsReady(site.health.admin, progress);
  } finally {
    site.health.close();
  }
  const server = addressOf(NODE_PORTS, "kube-apiserver", layout.node.address);
  return { kubeconfig: kubeconfigFile(layout, "admin"), context: contextOf(layout), server };
}

/** Gives images to a node that is up, unless it has them. */
export async function importImages(
  archives: readonly ImageArchive[],
  options: NodeOptions = {},
): Promise<void> {
  const { state, bin, progress } = settle(options);
  const layout = await prepare(state, bin);
  await exclusively(state, progress, () => importInto(layout, archives, progress));
}

async function importInto(
  { state }: NodeLayout,
  archives: readonly ImageArchive[],
  progress: Progress,
): Promise<void> {
  const processes = new Processes(state);
  const pid = processes.find("first-process")?.pid;
  if (pid === undefined) throw new ClusterError("the real node is not up: run `make up NODE=real`");
  const step = progress.step("images");
  step.now("importing");
  const containerd = new Containerd(insideOf(pid));
  const imported = await containerd.importImages(archives, processes.logFile("images"));
  step.done(imported.length === 0 ? "there already" : `imported ${imported.join(", ")}`);
}

/** Stops the node and all its pods. Objects, volumes and images are there again after the next `up`, unless wiped. */
export async function down(options: NodeOptions & { wipe?: boolean } = {}): Promise<void> {
  const { state, progress } = settle(options);
  const processes = new Processes(state);
  await exclusively(state, progress, async () => {
    for (const part of [...PARTS].reverse()) {
      const pid = await processes.stop(part);
      progress.say(`${part}: ${pid === undefined ? "was not running" : `stopped (pid ${pid})`}`);
    }
    await removeCgroups(cgroupOf(state));
    if (!options.wipe) return;
    rmSync(state, { recursive: true, force: true });
    progress.say(`${state}: removed`);
  });
}

/** Whether there is something of a node in the folder. */
export const exists = (options: NodeOptions = {}): boolean => existsSync(settle(options).state);

/** How each part is, in the order of their start; changes nothing. */
export async function status(options: NodeOptions = {}): Promise<ComponentStatus[]> {
  const { state, bin } = settle(options);
  const processes = new Processes(state);
  const network = rememberedNetwork(state);
  const site =
    network === undefined ? undefined : new NodeSite(layoutWith(state, bin, network), MUTE);
  const rows = PARTS.map(async (part) => {
    const pid = processes.find(part)?.pid;
    const port = [...NODE_PORTS].find(([name]) => name === part)?.[1];
    return {
      component: part,
      pid,
      state: pid === undefined ? "stopped" : ((await site?.problem(part)) ?? "healthy"),
      address:
        network === undefined || port === undefined ? undefined : `https://${network.node}:${port}`,
      log: processes.logFile(part),
    };
  });
  return Promise.all(rows).finally(() => site?.health.close());
}

/** A client that may do everything in the cluster; close it in the end. */
export function connect(options: NodeOptions = {}): KubernetesClient {
  const { state, bin } = settle(options);
  const network = rememberedNetwork(state);
  if (network === undefined) throw new ClusterError("the real node has never been up");
  return new KubernetesClient(adminAccess(layoutWith(state, bin, network), NODE_PORTS));
}

const MUTE: Progress = createProgress({ write: () => true });

/** Waits until names are resolved. */
async function addonsReady(admin: KubernetesClient, progress: Progress): Promise<void> {
  for (const name of ESSENTIAL) {
    const step = progress.step(name);
    step.now("starting");
    const end = Date.now() + ADDON_LIMIT_MS;
    const path = `/apis/apps/v1/namespaces/kube-system/deployments/${name}`;
    while (field(await admin.get(path), "status", "readyReplicas") !== 1) {
      if (Date.now() > end) {
        const reason = await podReason(admin, name);
        step.failed(reason);
        throw new ClusterError(`${name} does not become ready: ${reason}`);
      }
      await sleep(POLL_MS);
    }
    step.done("ready");
  }
}

async function podReason(admin: KubernetesClient, name: string): Promise<string> {
  const pods = items(await admin.get("/api/v1/namespaces/kube-system/pods")).filter((pod) =>
    String(field(pod, "metadata", "name")).startsWith(`${name}-`),
  );
  return pods.map(reasonOf).find((reason) => reason !== undefined) ?? "the cluster gives no reason";
}

/** One command at a time changes a node. The lock lies beside the state, so that a wipe leaves nothing. */
function exclusively<T>(state: string, progress: Progress, work: () => Promise<T>): Promise<T> {
  return withLock(`${state}.lock`, work, {
    onWait: (pid) => progress.say(`process ${pid} is changing the node: waiting for it`),
  });
}

const USAGE = `Usage: npx tsx toolchain/node.ts up | down [--wipe] | status
  --state FOLDER   state of the node (default: ${FOLDERS.real})
  --bin FOLDER     the programs (default: ${FOLDERS.bin})`;

/** Runs one command and returns its exit code. */
async function main(args: string[]): Promise<number> {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { state: text, bin: text, wipe: { type: "boolean" } },
  });
  switch (positionals.join(" ")) {
    case "up": {
      const start = Date.now();
      const { server, kubeconfig } = await up(values);
      const elapsed = formatElapsed(Date.now() - start);
      console.log(`The node is up at ${server} (${elapsed}).\n  export KUBECONFIG="${kubeconfig}"`);
      return 0;
    }
    case "down":
      await down(values);
      return 0;
    case "status": {
      const rows = await status(values);
      console.log(formatStatus(rows));
      return rows.every(({ state }) => state === "healthy") ? 0 : 1;
    }
    default:
      console.error(USAGE);
      return 2;
  }
}

if (require.main === module) {
  main(process.argv.slice(2)).then(
    (code) => (process.exitCode = code),
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    },
  );
}
