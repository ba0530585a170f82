/** Which real node a command is about: its folders, and the addresses that it keeps. */

import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { Processes } from "../cluster/processes";
import { readIfThere, writePrivate } from "../files";
import { FOLDERS } from "../folders";
import { type Progress, createProgress } from "../progress";
import { Network, chooseNetwork, routesNow } from "./network";
import type { NodeLayout } from "./parts";

const NODE_NAME = "real-1";

export interface NodeOptions {
  /** Folder of the state. @default `.toolchain/real` of the clone */
  state?: string;
  /** Folder of the tools. @default `.toolchain/bin` of the clone */
  bin?: string;
  /** Where the progress is shown. @default standard output */
  progress?: Progress;
}

/** The options with every default in place. */
export function settle(options: NodeOptions): { state: string; bin: string; progress: Progress } {
  return {
    state: resolve(options.state ?? FOLDERS.real),
    bin: resolve(options.bin ?? FOLDERS.bin),
    progress: options.progress ?? createProgress(),
  };
}

/** Settles which addresses the node has from now on. */
export async function prepare(state: string, bin: string): Promise<NodeLayout> {
  const remembered = rememberedNetwork(state);
  const network = chooseNetwork(state, remembered, routesNow());
  if (network !== remembered) {
    // Whoever lives there has the old addresses.
    await new Processes(state).stop("first-process");
    writePrivate(networkFile(state), `${JSON.stringify(network, undefined, 2)}\n`);
  }
  return layoutWith(state, bin, network);
}

/** The node as it is with these addresses. */
export const layoutWith = (state: string, bin: string, network: Network): NodeLayout => ({
  state,
  bin,
  stages: FOLDERS.kwokStages,
  node: { name: NODE_NAME, address: network.node },
  network,
  layer: FOLDERS.node,
  cgroup: cgroupOf(state),
});

/** Name of the folder of its control groups. */
export const cgroupOf = (state: string) =>
  `kube-tracing-${createHash("sha256").update(state).digest("hex").slice(0, 8)}`;

const networkFile = (state: string) => join(state, "network.json");

/** The network of an earlier run; undefined when there was none. */
export function rememberedNetwork(state: string): Network | undefined {
  try {
    return Network.parse(JSON.parse(readIfThere(networkFile(state)) ?? ""));
  } catch {
    return undefined;
  }
}
