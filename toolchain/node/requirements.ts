/** Whether a real node can run on this machine, and what to do where it cannot. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { missingControllers } from "./cgroups";
import { hasApt, missingPackages, nodePath, programIn } from "./packages";

/** Programs that make namespaces; every Linux distribution has them in the package util-linux. */
const BASIC = ["unshare", "nsenter", "mount"] as const;

/** What is used of a machine, so that a test can play another one. */
export interface Machine {
  platform: NodeJS.Platform;
  isRoot: boolean;
  missingBasics: readonly string[];
  missingPackages: readonly string[];
  hasApt: boolean;
  missingControllers: readonly string[];
  /** What the kernel says to new namespaces with a mount in them; undefined: it makes them. */
  refusal: string | undefined;
}

export function thisMachine(layer: string): Machine {
  const isLinux = process.platform === "linux";
  const isRoot = process.getuid?.() === 0;
  const missingBasics = BASIC.filter((name) => programIn(layer, name) === name);
  return {
    platform: process.platform,
    isRoot,
    missingBasics,
    missingPackages: missingPackages(layer),
    hasApt: hasApt(),
    missingControllers: isLinux ? missingControllers() : [],
    refusal: isLinux && isRoot && missingBasics.length === 0 ? refusal() : undefined,
  };
}

/** Why a real node cannot run on the machine, everything at once; empty: it can. */
export function obstacles(machine: Machine): string[] {
  if (machine.platform !== "linux") return [`it needs Linux, and this is ${machine.platform}`];
  const { isRoot, missingBasics, missingControllers, refusal } = machine;
  const packages = machine.hasApt ? [] : machine.missingPackages;
  return [
    ...(isRoot ? [] : ["it needs root: run the command with sudo"]),
    ...(missingBasics.length > 0
      ? [`${missingBasics.join(", ")} missing: install util-linux`]
      : []),
    ...(packages.length > 0
      ? [
          `programs are missing, and there is no apt-get to get them: install ${packages.join(", ")}`,
        ]
      : []),
    ...(missingControllers.length > 0
      ? [`the kernel offers no control groups for ${missingControllers.join(", ")}`]
      : []),
    ...(refusal === undefined ? [] : [`namespaces cannot be made here: ${refusal}`]),
  ];
}

/** The one message about all of it. */
export const describeObstacles = (found: readonly string[]): string =>
  [
    "A real node cannot run on this machine:",
    ...found.map((one) => `  - ${one}`),
    "Without it, real pods need a cluster that is there already, such as kind or k3s:",
    "  make up STACK=<environment> KUBECONFIG=~/.kube/config CONTEXT=kind-kind",
  ].join("\n");

const TRIAL = `mount -t proc proc /proc && mount -t tmpfs trial "$1" && cd "$1" && mkdir a b c d &&
mount -t overlay -o lowerdir=a,upperdir=b,workdir=c trial d`;

function refusal(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), "kube-tracing-"));
  const spaces = ["--mount", "--net", "--pid", "--ipc", "--uts", "--fork"];
  const { status, stderr } = spawnSync("unshare", [...spaces, "sh", "-ec", TRIAL, "sh", folder], {
    encoding: "utf8",
    env: { PATH: nodePath() },
  });
  rmSync(folder, { recursive: true });
  return status === 0 ? undefined : stderr.trim().replaceAll("\n", "; ");
}
