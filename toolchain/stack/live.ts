/** A cluster as it is at this moment, asked with `kubectl`, which knows every way to log in. */

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ObjectName } from "./deployment";
import { field, items } from "../kubernetes";

const run = promisify(execFile);

/** How long one answer may take. */
const ANSWER_LIMIT_S = 30;

export interface Access {
  /** Path of the file. */
  kubeconfig: string;
  context: string;
}

export class LiveCluster {
  private readonly resources = new Map<string, Promise<unknown>>();

  /** @param kubectl path of the program */
  constructor(
    readonly kubectl: string,
    readonly access: Access,
  ) {}

  /** What tells this cluster from every other one, also from the next one at the same address. */
  async identity(): Promise<string> {
    const namespace = await this.get("/api/v1/namespaces/kube-system");
    return String(field(namespace, "metadata", "uid"));
  }

  /** The object, or undefined when it does not exist. */
  async find(object: ObjectName): Promise<unknown> {
    const path = await this.pathOf(object);
    return path === undefined ? undefined : this.get(path);
  }

  /** What is at a path of the API, or undefined when nothing is there. */
  async get(path: string): Promise<unknown> {
    const text = await this.text(path);
    return text === undefined ? undefined : JSON.parse(text);
  }

  /** The same as text. */
  async text(path: string): Promise<string | undefined> {
    const { kubeconfig, context } = this.access;
    const args = ["--kubeconfig", kubeconfig, "--context", context, "get", "--raw", path];
    const limit = `--request-timeout=${ANSWER_LIMIT_S}s`;
    try {
      const options = { maxBuffer: 2 ** 28 };
      return (await run(this.kubectl, [...args, limit], options)).stdout;
    } catch (error) {
      const said = String(field(error, "stderr") ?? error).trim();
      if (said.includes("(NotFound)")) return undefined;
      throw new Error(
        `the cluster of ${kubeconfig} (context ${context}) does not answer: ${said}`,
        {
          cause: error,
        },
      );
    }
  }

  /** Undefined when the cluster does not know the kind. */
  private async pathOf(object: ObjectName): Promise<string | undefined> {
    const { apiVersion, kind, name, namespace = "default" } = object;
    const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const known = this.resources.get(root) ?? this.get(root);
    this.resources.set(root, known);
    const resource = items({ items: field(await known, "resources") }).find(
      (one) => field(one, "kind") === kind && !String(field(one, "name")).includes("/"),
    );
    if (resource === undefined) return undefined;
    const place = field(resource, "namespaced") === true ? `/namespaces/${namespace}` : "";
    return `${root}${place}/${String(field(resource, "name"))}/${name}`;
  }
}

export const kubectlOf = ({ bin }: { bin: string }): string => join(bin, "kubectl");

/** The context that a kubeconfig uses when none is named. */
export async function currentContext(kubectl: string, kubeconfig: string): Promise<string> {
  try {
    const args = ["--kubeconfig", kubeconfig, "config", "current-context"];
    return (await run(kubectl, args)).stdout.trim();
  } catch (error) {
    throw new Error(`${kubeconfig} cannot be read, or names no current context`, { cause: error });
  }
}

/** What clocks of different machines may disagree by. */
const CLOCK_SKEW_MS = 60_000;

/** Whether Pulumi made the object, and not before the run began. */
export function isMadeByPulumi(object: unknown, runBegan: number): boolean {
  const created = Date.parse(String(field(object, "metadata", "creationTimestamp")));
  const writers = items({ items: field(object, "metadata", "managedFields") });
  const byPulumi = writers.some((one) => String(field(one, "manager")).startsWith("pulumi"));
  return byPulumi && created >= runBegan - CLOCK_SKEW_MS;
}

/** The id that the Kubernetes provider gives to an object. */
export function idOf(object: unknown): string {
  const [name, namespace] = ["name", "namespace"].map((key) => field(object, "metadata", key));
  return typeof namespace === "string" ? `${namespace}/${String(name)}` : String(name);
}

export const isBeingDeleted = (object: unknown): boolean =>
  field(object, "metadata", "deletionTimestamp") !== undefined;
