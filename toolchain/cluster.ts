/**
 * The local throw-away Kubernetes control plane: `npx tsx toolchain/cluster.ts up | down | status`.
 *
 * A real API server, controller manager and scheduler on loopback, with nodes that kwok plays: pods become
 * ready without running. Two things are not served: LoadBalancer addresses and the status of Ingresses.
 */

import { accessSync, constants, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type ClusterOptions, settle } from "./cluster/cluster-options";
import { CONTEXT, choosePorts, rememberedPorts, writeKubeconfigs } from "./cluster/cluster-state";
import { formatStatus, status } from "./cluster/cluster-status";
import {
  COMPONENTS,
  type Layout,
  addressOf,
  kubeconfigFile,
  pkiFolder,
  programOf,
} from "./cluster/control-plane";
import { FOLDERS } from "./folders";
import { Health, adminAccess } from "./cluster/health";
import { KubernetesClient } from "./kubernetes";
import { withLock } from "./lock";
import { MAX_NODES, applyBasics, nodesProblem, releaseNodes } from "./cluster/nodes";
import { ensurePki } from "./cluster/pki";
import { Processes } from "./cluster/processes";
import { type Progress, formatElapsed } from "./progress";
import { ClusterError, Starter } from "./cluster/starter";

export type { ClusterOptions } from "./cluster/cluster-options";
export { type ComponentStatus, formatStatus, status } from "./cluster/cluster-status";
export { ClusterError } from "./cluster/starter";

export interface UpOptions extends ClusterOptions {
  /** Number of fake nodes, spread over two zones. @default 4 */
  nodes?: number;
}

/** How to reach a cluster that is up. */
export interface Cluster {
  /** Path of the admin's kubeconfig; it needs no other file. */
  kubeconfig: string;
  context: string;
  /** For example `https://127.0.0.1:23456`. */
  server: string;
}

/** Brings the cluster up: starts what is missing, repairs what is broken, leaves alone what works. */
export async function up(options: UpOptions = {}): Promise<Cluster> {
  const { layout, progress } = settle(options);
  const nodeCount = options.nodes ?? 4;
  if (!(Number.isInteger(nodeCount) && nodeCount >= 1 && nodeCount <= MAX_NODES)) {
    throw new ClusterError(
      `nodes: cannot be ${nodeCount}; give a whole number from 1 to ${MAX_NODES}`,
    );
  }
  requirePrograms(layout);
  return exclusively(layout, progress, () => bringUp(layout, progress, nodeCount));
}

async function bringUp(layout: Layout, progress: Progress, nodeCount: number): Promise<Cluster> {
  mkdirSync(layout.state, { recursive: true, mode: 0o700 });
  const renewed = await ensurePki(pkiFolder(layout));
  if (renewed !== undefined) progress.say(`certificates made for a year: ${renewed}`);
  const processes = new Processes(layout.state);
  const { ports, moved } = await choosePorts(layout, processes);
  for (const { name, from, to } of moved) {
    progress.say(`port ${from} of ${name} is taken by another program: from now on it is ${to}`);
  }
  writeKubeconfigs(layout, ports);
  const health = new Health(layout, ports);
  try {
    const starter = new Starter({
      components: COMPONENTS,
      programOf: (component) => programOf(layout, component, ports),
      problem: (component) => health.problem(component, nodesProblem),
      async prepare(component) {
        if (component === "kwok") await releaseNodes(health.admin);
      },
      processes,
      progress,
    });
    await starter.stopOutdated();
    await starter.ensure("etcd");
    await starter.ensure("kube-apiserver");
    await applyBasics(health.admin, nodeCount);
    await starter.ensure("kube-controller-manager", "kube-scheduler", "kwok");
    await starter.wait("kube-controller-manager", () => health.podsProblem());
  } finally {
    health.close();
  }
  const server = addressOf(ports, "kube-apiserver");
  return { kubeconfig: kubeconfigFile(layout, "admin"), context: CONTEXT, server };
}

/** Stops the cluster. Its objects are there again after the next `up`, unless its state is wiped. */
export async function down(options: ClusterOptions & { wipe?: boolean } = {}): Promise<void> {
  const { layout, progress } = settle(options);
  const processes = new Processes(layout.state);
  await exclusively(layout, progress, async () => {
    for (const component of [...COMPONENTS].reverse()) {
      const pid = await processes.stop(component);
      progress.say(
        `${component}: ${pid === undefined ? "was not running" : `stopped (pid ${pid})`}`,
      );
    }
    if (!options.wipe) return;
    rmSync(layout.state, { recursive: true, force: true });
    progress.say(`${layout.state}: removed`);
  });
}

/** A client that may do everything in the cluster; close it in the end. */
export function connect(options: ClusterOptions = {}): KubernetesClient {
  const { layout } = settle(options);
  return new KubernetesClient(adminAccess(layout, rememberedPorts(layout)));
}

/** One command at a time changes a cluster. The lock lies beside the state, so that a wipe leaves nothing. */
function exclusively<T>(layout: Layout, progress: Progress, work: () => Promise<T>): Promise<T> {
  return withLock(`${layout.state}.lock`, work, {
    onWait: (pid) => progress.say(`process ${pid} is changing the cluster: waiting for it`),
  });
}

function requirePrograms({ bin }: Layout): void {
  const missing = COMPONENTS.filter((name) => {
    try {
      accessSync(join(bin, name), constants.X_OK);
      return false;
    } catch {
      return true;
    }
  });
  if (missing.length === 0) return;
  throw new ClusterError(
    `${missing.join(", ")} missing in ${bin}: \`npx tsx toolchain/tools.ts\` gets every tool`,
  );
}

const USAGE = `Usage: npx tsx toolchain/cluster.ts up [--nodes N] | down [--wipe] | status
  --state FOLDER   state of the cluster (default: ${FOLDERS.cluster})
  --bin FOLDER     the programs (default: ${FOLDERS.bin})`;

/** Runs one command and returns its exit code. */
async function main(args: string[]): Promise<number> {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { state: text, bin: text, nodes: text, wipe: { type: "boolean" } },
  });
  const { nodes, ...options } = values;
  switch (positionals.join(" ")) {
    case "up": {
      const start = Date.now();
      const { server, kubeconfig } = await up(
        nodes === undefined ? options : { ...options, nodes: Number(nodes) },
      );
      const elapsed = formatElapsed(Date.now() - start);
      console.log(
        `The cluster is up at ${server} (${elapsed}).\n  export KUBECONFIG="${kubeconfig}"`,
      );
      return 0;
    }
    case "down":
      await down(options);
      return 0;
    case "status": {
      const rows = await status(options);
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
