/**
 * A real Kubernetes API server is the last word: it runs the checks that no schema tells, and admits pods
 * under the namespace's Pod Security Standard, limits and quota. Nothing but namespaces and what pods
 * need to be admitted is stored; everything else is a dry run.
 */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Cluster, down, up } from "../../toolchain/cluster";
import { FOLDERS } from "../../toolchain/folders";
import { ensureTools } from "../../toolchain/tools";
import { type Answer, ask } from "./ask";
import {
  type Finding,
  type Golden,
  type Invitation,
  type Manifest,
  absentOn,
  nameOf,
} from "./finding";
import { podOf } from "./pod";
import { customResourceDefinitions } from "./published";

const STATE = FOLDERS.referees;
/** Kinds that decide whether a pod is admitted, in the order of their creation. */
const STORED = ["Namespace", "PriorityClass", "LimitRange", "ResourceQuota", "ServiceAccount"];
/** Every cluster has them, and a few Roles in them; no server lets them be deleted. */
const BUILT_IN = ["default", "kube-node-lease", "kube-public", "kube-system"];
const WARNING = "Warning: ";
const DRY = ["--dry-run=server"];

export const apiServer: Invitation = {
  name: "kube-apiserver",
  async invite() {
    await absentOn(ensureTools());
    await down({ state: STATE, wipe: true });
    const cluster = await absentOn(up({ state: STATE, nodes: 1 }));
    const kubectl = new Kubectl(cluster);
    for (const file of await customResourceDefinitions())
      await kubectl.require("create", "-f", file);
    await kubectl.require("wait", "crd", "--all", "--for=condition=Established");
    return {
      name: "kube-apiserver",
      judge: (golden) => judge(kubectl, golden),
      async dismiss() {
        kubectl.close();
        await down({ state: STATE, wipe: true });
      },
    };
  },
};

async function judge(kubectl: Kubectl, { objects }: Golden): Promise<Finding[]> {
  const all = [...existingNamespaces(objects), ...objects];
  const stored = STORED.flatMap((kind) => all.filter((object) => object.kind === kind));
  const findings: Finding[] = [];
  for (const object of stored) findings.push(...(await kubectl.create(object)));
  for (const object of all.filter((candidate) => !stored.includes(candidate))) {
    findings.push(...(await kubectl.create(object, DRY)));
    const pod = podOf(object);
    if (!pod) continue;
    for (const { check, message } of await kubectl.create(pod, DRY)) {
      findings.push({ check, object: nameOf(object), message: `its pod: ${message}` });
    }
  }
  for (const object of stored.filter(({ metadata }) => metadata.namespace === undefined)) {
    await kubectl.require("delete", object.kind, object.metadata.name);
  }
  return findings;
}

/** Namespaces that the objects need and do not bring along, each as strict as a namespace can be. */
export function existingNamespaces(objects: readonly Manifest[]): Manifest[] {
  const created = objects.filter(({ kind }) => kind === "Namespace").map(nameOf);
  const used = objects.flatMap(({ metadata }) => metadata.namespace ?? []);
  return [...new Set(used)]
    .filter((name) => !BUILT_IN.includes(name))
    .map((name) => ({
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name, labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
    }))
    .filter((namespace) => !created.includes(nameOf(namespace)));
}

/** What `kubectl create` printed about the object: each warning, and all errors as one finding. */
export function createFindings(object: Manifest, stderr: string): Finding[] {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  const warnings = lines.filter((line) => line.startsWith(WARNING));
  const errors = lines
    .filter((line) => !line.startsWith(WARNING))
    .join(" ")
    .replace(/^(Error from server \(\w+\)|error): (error when creating "[^"]*": )?/, "")
    .replace(/ from "\/[^"]*"/, "");
  const named = (check: string, message: string) => ({ check, object: nameOf(object), message });
  return [
    ...warnings.map((line) => named("warning", line.slice(WARNING.length))),
    ...(errors === "" ? [] : [named("refused", errors)]),
  ];
}

class Kubectl {
  private readonly folder = mkdtempSync(join(STATE, "objects-"));

  constructor(private readonly cluster: Cluster) {}

  async create(object: Manifest, flags: readonly string[] = []): Promise<Finding[]> {
    const file = join(this.folder, "object.json");
    writeFileSync(file, JSON.stringify(object));
    const { stderr } = await this.run("create", "--validate=strict", ...flags, "-f", file);
    return createFindings(object, stderr);
  }

  async require(...args: readonly string[]): Promise<void> {
    const { code, stderr } = await this.run(...args);
    if (code !== 0) throw new Error(`kubectl ${args.join(" ")}: ${stderr.trim()}`);
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private run(...args: readonly string[]): Promise<Answer> {
    const { kubeconfig, context } = this.cluster;
    const where = ["--kubeconfig", kubeconfig, "--context", context, "--cache-dir", this.folder];
    return ask(join(FOLDERS.bin, "kubectl"), [...where, ...args]);
  }
}
