/**
 * Puts the state of a stack right after a run that did not come to its end.
 *
 * Pulumi writes down every operation before it begins. When Pulumi itself is killed, the operation stays
 * pending; when only a plugin is killed, Pulumi takes the operation for failed and forgets it, although the
 * object may exist: then the event log still tells of it. `pulumi refresh --import-pending-creates` does not
 * help: it drops the operation without importing anything (seen with 3.259.0).
 */

import {
  type Exported,
  type Resource,
  objectNameOf,
  pendingOf,
  resourcesOf,
  withResources,
} from "./deployment";
import type { EventLog, FailedStep } from "./event-log";

/** Resources of which Pulumi does not know what became of them. */
export interface Unfinished {
  /** Were being created; the state does not have them. */
  creations: readonly Resource[];
  /** Were being updated or deleted; the state has them as they were before. */
  changes: readonly Resource[];
}

/** Everything that the last run left open. */
export function unfinishedOf(exported: Exported, { failed }: EventLog): Unfinished {
  const resources = resourcesOf(exported);
  const pending = pendingOf(exported);
  const ofType = (type: string) =>
    pending.filter((one) => one.type === type).map(({ resource }) => resource);
  const forgotten = failed
    .filter(({ urn }) => !pending.some(({ resource }) => resource.urn === urn))
    .filter((step) => !resources.some((known) => isOutcomeOf(step, known)));
  const changed = new Set([
    ...[...ofType("updating"), ...ofType("deleting")].map(({ urn }) => urn),
    ...forgotten.filter(({ op }) => op === "update" || op === "delete").map(({ urn }) => urn),
  ]);
  return {
    creations: [...ofType("creating"), ...forgotten.flatMap(creationOf)],
    changes: resources.filter(({ urn }) => changed.has(urn)),
  };
}

/** Makes Pulumi do a resource again, in case that nobody reads it from the cluster before. */
const UNREAD = ["the run that made or changed it did not come to its end"];

/**
 * The state after everything that was under way: with the creations that did happen, and without what is pending.
 * What was made or changed has still to be read from the cluster.
 *
 * @param ids ids of the objects that stand in the cluster, by the creation that made them
 */
export function settled(
  exported: Exported,
  ids: ReadonlyMap<Resource, string>,
  changes: readonly Resource[],
): Exported {
  const known = resourcesOf(exported).map((one) =>
    changes.includes(one) ? { ...one, initErrors: UNREAD } : one,
  );
  const created = [...ids].map(([resource, id]) => {
    return { ...resource, custom: true, id, outputs: resource.inputs ?? {}, initErrors: UNREAD };
  });
  return withResources(exported, created.reduce(withCreation, known));
}

/** The new one takes its place behind all that it builds on, and before all that builds on it. */
function withCreation(resources: readonly Resource[], created: Resource): Resource[] {
  const others = resources.flatMap((other): Resource[] => {
    if (other.urn !== created.urn || other.delete === true) return [other];
    return other.pendingReplacement === true ? [] : [{ ...other, delete: true }];
  });
  const basis = [
    created.parent,
    created.provider,
    created.deletedWith,
    ...(created.dependencies ?? []),
    ...Object.values(created.propertyDependencies ?? {}).flatMap((urns) => urns ?? []),
  ];
  const positions = basis.map((name) =>
    others.findIndex(({ urn, id }) => name === urn || name === `${urn}::${id ?? ""}`),
  );
  const place = Math.max(-1, ...positions) + 1;
  return [...others.slice(0, place), created, ...others.slice(place)];
}

/** Whether the state has the very object that a failed step was to create. */
function isOutcomeOf(step: FailedStep, known: Resource): boolean {
  const object = objectNameOf({ ...step.new, urn: step.urn, type: step.new?.type ?? "" });
  if (!isCreation(step) || known.urn !== step.urn || known.pendingReplacement === true)
    return false;
  const { name, namespace } = object ?? {};
  const id = known.id ?? "";
  return namespace === undefined
    ? id === name || id.endsWith(`/${name ?? ""}`)
    : id === `${namespace}/${name ?? ""}`;
}

const isCreation = ({ op }: FailedStep) => op === "create" || op === "create-replacement";

/** How the state marks what it encrypts. */
const SECRET_MARK = "4dabf18193072939515e22adb298388d";
const BLANK_SECRET = {
  [SECRET_MARK]: "1b47061264138c4ac30d75fd1eb44270",
  plaintext: '""',
} as const;

/**
 * The log does not show what is secret: a word stands in its place, or behind its mark. The mark alone is
 * enough, for the object is read from the cluster.
 */
function creationOf(step: FailedStep): Resource[] {
  if (!isCreation(step) || step.new?.custom !== true) return [];
  return [{ ...step.new, urn: step.urn, inputs: marked(step.new.inputs ?? {}) }];
}

const marked = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, mark(value)]));

function mark(value: unknown): unknown {
  if (value === "[secret]") return BLANK_SECRET;
  if (Array.isArray(value)) return value.map(mark);
  if (typeof value !== "object" || value === null) return value;
  return SECRET_MARK in value ? BLANK_SECRET : marked({ ...value });
}
