/** Which cluster a stack lives on: chosen by its first `up`, and kept until nothing of it is left. */

import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { ClusterOptions } from "../cluster/cluster-options";
import type { NodeOptions } from "../node";
import { type Exported, isDeployed, pendingOf, resourcesOf } from "./deployment";
import { readIfThere, writePrivate } from "../files";
import { type Access, LiveCluster, currentContext, kubectlOf } from "./live";
import { ownClusterOf } from "./own-cluster";
import type { Progress } from "../progress";
import { withLogin } from "./provider-login";
import { type Pulumi, PulumiFailed, type StackPlace } from "./pulumi";

/** A cluster that the user names. */
export interface NamedCluster {
  /** Path; `~/` is the user's home. */
  kubeconfig: string;
  /** @default the current context of the kubeconfig */
  context?: string;
}

/** What is known about a stack's cluster before it is asked. */
export interface Whereabouts {
  place: StackPlace;
  /** Absent: where the stack lives already, else what is usual for it. */
  named?: NamedCluster;
  /** The cluster of stack `local`. */
  local: ClusterOptions;
  /** Given: the stack lives on the real node, unless `named` says otherwise. */
  real?: NodeOptions;
  progress: Progress;
}

const Home = z.object({
  kubeconfig: z.string(),
  context: z.string(),
  /** Whether it is the cluster that the toolchain starts. */
  isLocal: z.boolean(),
  /** What tells the cluster from every other one. */
  identity: z.string(),
  /** Changes with the address of the cluster and with the credentials. */
  login: z.string(),
});
export type Home = z.infer<typeof Home>;

const fileOf = ({ state, stack }: StackPlace) => join(state, `${stack}.home.json`);

/** Where the stack lives; undefined when it lives nowhere yet, or where its own configuration says. */
export function homeOf(place: StackPlace): Home | undefined {
  const text = readIfThere(fileOf(place));
  return text === undefined ? undefined : Home.parse(JSON.parse(text));
}

export function leaveHome(place: StackPlace): void {
  rmSync(fileOf(place), { force: true });
}

/** Whether nothing in a cluster belongs to the stack. */
export const isEmpty = (exported: Exported): boolean =>
  pendingOf(exported).length === 0 && !resourcesOf(exported).some(isDeployed);

/**
 * Makes sure that the stack's cluster is there, starting it if it is the local one, and that it is still the same
 * one. What is under way in `exported` stays so, for who repairs it.
 *
 * @returns the cluster, the state as it fits the cluster and whether that is another state; undefined when the
 *   configuration of the stack names the cluster
 */
export async function goHome(
  where: Whereabouts,
  pulumi: Pulumi,
  exported: Exported,
): Promise<{ home: Home; exported: Exported; isMoved: boolean } | undefined> {
  const before = isEmpty(exported) ? undefined : homeOf(where.place);
  const found = await reach(where, before);
  if (found === undefined) return undefined;
  const identity = await new LiveCluster(kubectlOf(where.place), found).identity();
  const home = { ...found, identity, login: loginOf(found) };
  if (before !== undefined && before.identity !== identity) {
    if (!before.isLocal || before.kubeconfig !== home.kubeconfig) {
      throw new PulumiFailed(livesElsewhere(where.place, before));
    }
    where.progress.say(
      `the local cluster is a new one: what stack ${where.place.stack} had in the old one is forgotten`,
    );
    await pulumi.forget();
    return { home: note(where.place, home), exported: await pulumi.export(), isMoved: false };
  }
  const isMoved = before !== undefined && before.login !== home.login;
  const login = { kubeconfig: readFileSync(home.kubeconfig, "utf8"), context: home.context };
  const fitting = isMoved ? withLogin(exported, login) : exported;
  return { home: note(where.place, home), exported: fitting, isMoved };
}

function note(place: StackPlace, home: Home): Home {
  writePrivate(fileOf(place), `${JSON.stringify(home, undefined, 2)}\n`);
  return home;
}

/** The cluster to go to; undefined when the stack's own configuration names it. */
async function reach(
  where: Whereabouts,
  before: Home | undefined,
): Promise<(Access & { isLocal: boolean }) | undefined> {
  const { place, named, progress } = where;
  if (named !== undefined) {
    const kubeconfig = resolve(named.kubeconfig.replace(/^~(?=\/)/, homedir()));
    const context = named.context ?? (await currentContext(kubectlOf(place), kubeconfig));
    return { kubeconfig, context, isLocal: false };
  }
  if (before !== undefined && !before.isLocal) {
    const { kubeconfig, context, isLocal } = before;
    progress.say(`stack ${place.stack} lives on context ${context} of ${kubeconfig}`);
    return { kubeconfig, context, isLocal };
  }
  const own = ownClusterOf(where);
  if (own === undefined) return undefined;
  const { kubeconfig, context } = await own.up();
  return { kubeconfig, context, isLocal: true };
}

const loginOf = ({ kubeconfig, context }: Access) =>
  createHash("sha256").update(readFileSync(kubeconfig)).update(context).digest("hex");

const livesElsewhere = ({ stack }: StackPlace, { kubeconfig, context }: Home) =>
  [
    `stack ${stack} lives on another cluster than this one: on context ${context} of ${kubeconfig}.`,
    `\`make down STACK=${stack}\` removes it from there; after that it may live anywhere.`,
  ].join("\n");
