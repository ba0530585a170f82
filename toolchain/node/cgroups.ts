/** The control groups of a real node: all below one folder of its own, in each hierarchy of the machine. */

import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const ROOT = "/sys/fs/cgroup";
const REMOVAL_LIMIT_MS = 10_000;

/** Hierarchies of cgroup v1 that pods need. */
const CONTROLLERS = ["cpu", "cpuacct", "cpuset", "memory", "pids", "devices", "freezer", "blkio"];

/** What pods need of cgroup v2. */
const UNIFIED = ["cpu", "cpuset", "io", "memory", "pids"];

const isUnified = (root: string) => existsSync(join(root, "cgroup.controllers"));

/** Controllers that pods need and this machine does not have. */
export function missingControllers(root = ROOT): string[] {
  if (!isUnified(root)) return CONTROLLERS.filter((name) => !existsSync(join(root, name, "tasks")));
  const there = readFileSync(join(root, "cgroup.controllers"), "utf8").trim().split(" ");
  return UNIFIED.filter((name) => !there.includes(name));
}

/** Makes the folder in which kubelet makes those of the pods. */
export function makeCgroups(name: string, root = ROOT): void {
  for (const hierarchy of hierarchies(root)) {
    const folder = join(hierarchy, name);
    mkdirSync(folder, { recursive: true });
    if (isUnified(root)) {
      for (const parent of [hierarchy, folder]) {
        writeFileSync(
          join(parent, "cgroup.subtree_control"),
          UNIFIED.map((one) => `+${one}`).join(" "),
        );
      }
    }
  }
}

/** Removes the folder with everything below; its processes may still be on their way out. */
export async function removeCgroups(name: string, root = ROOT): Promise<void> {
  const end = Date.now() + REMOVAL_LIMIT_MS;
  for (const hierarchy of hierarchies(root)) {
    while (!isRemoved(join(hierarchy, name)) && Date.now() < end) await sleep(50);
  }
}

const hierarchies = (root: string) =>
  isUnified(root)
    ? [root]
    : readdirSync(root)
        .map((entry) => join(root, entry))
        .filter((folder) => statSync(folder).isDirectory());

/** A folder with processes in it stays. */
function isRemoved(folder: string): boolean {
  if (!existsSync(folder)) return true;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) isRemoved(join(folder, entry.name));
  }
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
