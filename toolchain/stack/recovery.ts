/** Brings the state of a stack in order after a run that did not come to its end. */

import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Clusters } from "./clusters";
import {
  type Exported,
  type Resource,
  describeObject,
  objectNameOf,
  pendingOf,
} from "./deployment";
import { parseEventLog } from "./event-log";
import { readIfThere } from "../files";
import { unfinishedOf, settled } from "./interrupted";
import { idOf, isBeingDeleted, isMadeByPulumi } from "./live";
import type { Progress } from "../progress";
import { type Pulumi, PulumiFailed } from "./pulumi";

const POLL_MS = 500;
/** How long an object may take to vanish that was being deleted. */
const DELETION_LIMIT_MS = 300_000;

export interface Repair {
  pulumi: Pulumi;
  clusters: Clusters;
  progress: Progress;
  /** Whether the state differs from what Pulumi has, because the cluster has moved. */
  isMoved: boolean;
}

/**
 * Finds out what became of everything that was under way, and writes it into the state: an object that had
 * been created is known from now on, one that had not is forgotten, one that had been changed is read again.
 */
export async function recover(
  exported: Exported,
  { pulumi, clusters, progress, isMoved }: Repair,
): Promise<void> {
  const log = parseEventLog(readIfThere(pulumi.eventLog) ?? "");
  const { creations, changes } = unfinishedOf(exported, log);
  const ids = new Map<Resource, string>();
  for (const creation of creations) {
    const live = await find(creation, clusters);
    if (isMadeByPulumi(live, log.begun)) ids.set(creation, idOf(live));
  }
  for (const change of changes) await deletionToEnd(change, clusters, progress);
  const isOpen = pendingOf(exported).length > 0 || ids.size > 0 || changes.length > 0;
  if (isOpen || isMoved) await pulumi.import(settled(exported, ids, changes));
  const unread = new Set([...ids.keys(), ...changes].map(({ urn }) => urn));
  const targets = [...unread].flatMap((urn) => ["--target", urn]);
  if (targets.length > 0) await pulumi.ask("refresh", "--yes", "--skip-preview", ...targets);
  rmSync(pulumi.eventLog, { force: true });
  const unmade = pendingOf(exported)
    .filter(({ type, resource }) => type === "creating" && !ids.has(resource))
    .map(({ resource }) => resource);
  const parts = [
    ...told("taken over", [...ids.keys()]),
    ...told("never made", unmade),
    ...told("read again", changes),
  ];
  if (parts.length > 0) {
    progress.say(
      `stack ${pulumi.stack}: the last run did not come to its end; ${parts.join("; ")}`,
    );
  }
}

/** How many resources are told by name. */
const MOST = 4;

/** Such as `taken over: Service tracing/ui, Job tracing/init and 3 more`. */
function told(what: string, resources: readonly Resource[]): string[] {
  if (resources.length === 0) return [];
  const names = resources.slice(0, MOST).map((resource) => {
    const object = objectNameOf(resource);
    return object === undefined ? (resource.urn.split("::").at(-1) ?? "") : describeObject(object);
  });
  const more = resources.length > MOST ? ` and ${resources.length - MOST} more` : "";
  return [`${what}: ${names.join(", ")}${more}`];
}

async function find(resource: Resource, clusters: Clusters): Promise<unknown> {
  const object = objectNameOf(resource);
  return object === undefined ? undefined : (await clusters.of(resource))?.find(object);
}

/** An object on its way out still looks like one that is there. */
async function deletionToEnd(
  resource: Resource,
  clusters: Clusters,
  progress: Progress,
): Promise<void> {
  const object = objectNameOf(resource);
  if (object === undefined || !isBeingDeleted(await find(resource, clusters))) return;
  progress.say(`${describeObject(object)} was being deleted: waiting until it is gone`);
  for (const end = Date.now() + DELETION_LIMIT_MS; Date.now() < end; await sleep(POLL_MS)) {
    if (!isBeingDeleted(await find(resource, clusters))) return;
  }
  throw new PulumiFailed(
    `${describeObject(object)} is being deleted and does not vanish: look at its finalizers, then run this again`,
  );
}
