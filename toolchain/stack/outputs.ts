/** What `make up` shows in the end: the addresses and names that the stack gives out, and what to do with them. */

import { relative } from "node:path";
import { aligned } from "../../scripts/aligned";
import { field } from "../kubernetes";
import type { Access } from "./live";
import { formatElapsed } from "../progress";
import type { Update } from "./pulumi";

/** The output that lists commands to run next; all others are values to know. */
const NEXT = "next";

/** Every output with its value; nothing when there are none. */
export function outputTable(outputs: unknown): string {
  const rows = flatten(outputs).filter(([name]) => name.split(".")[0] !== NEXT);
  return rows.length === 0 ? "" : aligned([["OUTPUT", "VALUE"], ...rows]);
}

/** By path, such as `["addresses.grpc", "oap.tracing.svc:11800"]`. */
function flatten(value: unknown, path = ""): [string, string][] {
  if (typeof value !== "object" || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) =>
    flatten(inner, path === "" ? key : `${path}.${key}`),
  );
}

export interface NextSteps {
  outputs: unknown;
  /** Path of the program. */
  kubectl: string;
  /** Where the stack lives; absent: its own configuration says it, and the user knows. */
  home: (Access & { isLocal: boolean }) | undefined;
  /** Whether no container runs in its nodes, so that nothing answers. */
  isSimulated: boolean;
}

/** The commands that the stack suggests, so that they reach its cluster; nothing when it suggests none. */
export function nextSteps({ outputs, kubectl, home, isSimulated }: NextSteps): string {
  const next = field(outputs, NEXT);
  const tool = home === undefined ? "kubectl" : toolFor(kubectl, home);
  const commands = (Array.isArray(next) ? next : [])
    .map(String)
    .filter((command) => !isSimulated || !command.includes(" port-forward "))
    .map((command) => `  ${command.replace(/^kubectl(?= )/, tool)}`);
  if (commands.length === 0) return "";
  return ["Next:", ...commands, ...(isSimulated ? [SIMULATED] : [])].join("\n");
}

const SIMULATED = `
The nodes are simulated: every object is real and pods become ready, but no container runs in them,
so no address answers. On a cluster with real nodes they do, for example:
  make up NODE=real
  make up KUBECONFIG=~/.kube/config CONTEXT=kind-kind`;

/** kubectl with its login, as one would type it; the clone's own cluster needs no context. */
export function toolFor(
  kubectl: string,
  { kubeconfig, context, isLocal }: Access & { isLocal: boolean },
) {
  const login = `${shortened(kubectl)} --kubeconfig ${shortened(kubeconfig)}`;
  return isLocal ? login : `${login} --context ${context}`;
}

/** As a path from where the user is, when that is shorter, and so that a shell takes it as one word. */
function shortened(path: string): string {
  const fromHere = relative(process.cwd(), path);
  const short = fromHere.length < path.length ? fromHere : path;
  return /^[\w./@:+-]+$/.test(short) ? short : `'${short.replaceAll("'", String.raw`'\''`)}'`;
}

/** How Pulumi calls what it did, and what to say for it. */
const DONE = {
  create: "created",
  update: "updated",
  replace: "replaced",
  delete: "deleted",
} as const;

/** Such as `3 created, 1 updated, 40 unchanged, in 12 s`. */
export function summary(update: Update | undefined, ms: number): string {
  const { same = 0, ...changes } = update?.resourceChanges ?? {};
  const done = Object.entries(DONE).flatMap(([step, what]) => {
    const count = changes[step] ?? 0;
    return count === 0 ? [] : [`${count} ${what}`];
  });
  const parts = done.length === 0 ? ["no change"] : done;
  return `${[...parts, `${same} unchanged`].join(", ")}, in ${formatElapsed(ms)}`;
}
