/** Why an object of the cluster does not do its work, in the words of the cluster itself. */

import { type ObjectName, describeObject } from "./deployment";
import { field, hasCondition, items } from "../kubernetes";
import type { LiveCluster } from "./live";

/** How many reasons are told of one object. */
const MOST = 3;
/** How many lines are told of what a program printed before it ended. */
const LAST_LINES = 5;

/** Rows for a table: the object, and one reason, or one line of what led to the reason before. */
export async function reasonsFor(cluster: LiveCluster, object: ObjectName): Promise<string[][]> {
  const reasons = await findReasons(cluster, object);
  return reasons
    .slice(0, MOST)
    .flatMap(({ reason, lines = [] }) => [reason, ...lines.map((line) => `  | ${line}`)])
    .map((text, index) => [index === 0 ? describeObject(object) : "", text]);
}

interface Found {
  reason: string;
  /** The end of what the program printed. */
  lines?: readonly string[];
}

async function findReasons(cluster: LiveCluster, object: ObjectName): Promise<Found[]> {
  const live = await cluster.find(object);
  if (live === undefined) return [{ reason: "it does not exist" }];
  const namespace = `/api/v1/namespaces/${object.namespace ?? "default"}`;
  const events = items(await cluster.get(`${namespace}/events`));
  const selector = selectorOf(live);
  if (selector === undefined) return orElse(warningsAbout(events, object.name));
  const query = `labelSelector=${encodeURIComponent(selector)}`;
  const pods = items(await cluster.get(`${namespace}/pods?${query}`));
  if (pods.length === 0) {
    return orElse(warningsAbout(events, object.name), `no pod has the labels ${selector}`);
  }
  const ill = pods.filter((pod) => !hasCondition(pod, "Ready"));
  if (ill.length === 0) return [{ reason: "its pods are ready by now: run `make up` again" }];
  const reasons = ill.map((pod) => reasonWith(events, pod));
  return Promise.all(
    [...new Set(reasons)].map(async (reason) => {
      const pods = ill.filter((_, index) => reasons[index] === reason);
      const lines = await lastLines(cluster, `${namespace}/pods`, pods[0]);
      return { reason: pods.length === 1 ? reason : `${reason} (${pods.length} pods)`, lines };
    }),
  );
}

function reasonWith(events: readonly unknown[], pod: unknown): string {
  const [reason, warning] = [reasonOf(pod), lastWarning(events, pod)];
  if (reason === undefined) return warning ?? phaseOf(pod);
  return reason.endsWith(UNREADY) && warning !== undefined ? `${reason}: ${warning}` : reason;
}

/** The end of what the first program of the pod printed that has failed; none where nobody knows it. */
async function lastLines(cluster: LiveCluster, pods: string, pod: unknown): Promise<string[]> {
  const status = statusesOf(pod).find((one) => failureOf(one) !== undefined);
  if (status === undefined) return [];
  const isOver = field(status, "state", "terminated") !== undefined;
  const query = `container=${String(field(status, "name"))}&previous=${String(!isOver)}&tailLines=${LAST_LINES}`;
  const path = `${pods}/${String(field(pod, "metadata", "name"))}/log?${query}`;
  const text = await cluster.text(path).catch(() => undefined);
  return (text ?? "").split("\n").filter((line) => line.trim() !== "");
}

const endIn = (status: unknown) =>
  field(status, "state", "terminated") ?? field(status, "lastState", "terminated");

/** How a container ended, unless it did so in peace. */
function failureOf(status: unknown): unknown {
  const ended = endIn(status);
  return ended === undefined || field(ended, "exitCode") === 0 ? undefined : ended;
}

/** Labels of the pods that the object is about, such as `app=web,tier=front`. */
function selectorOf(object: unknown): string | undefined {
  const selector = field(object, "spec", "selector");
  const labels = field(selector, "matchLabels") ?? selector;
  if (typeof labels !== "object" || labels === null) return undefined;
  return Object.entries(labels)
    .map(([label, value]) => `${label}=${String(value)}`)
    .join(",");
}

/** What keeps a pod from being ready, as far as its status says. */
export function reasonOf(pod: unknown): string | undefined {
  const conditions = items({ items: field(pod, "status", "conditions") });
  const unscheduled = conditions.find(
    (one) => field(one, "type") === "PodScheduled" && field(one, "status") === "False",
  );
  if (unscheduled !== undefined) return told(unscheduled);
  return statusesOf(pod)
    .map(containerReason)
    .find((reason) => reason !== undefined);
}

const statusesOf = (pod: unknown) =>
  ["initContainerStatuses", "containerStatuses"].flatMap((list) =>
    items({ items: field(pod, "status", list) }),
  );

const UNREADY = "runs, but its readiness probe does not succeed";

/** States that every pod passes through on its way. */
const ON_ITS_WAY = new Set(["PodInitializing", "ContainerCreating"]);

function containerReason(status: unknown): string | undefined {
  const waiting = field(status, "state", "waiting");
  const [ended, failure] = [endIn(status), failureOf(status)];
  const name = `container ${String(field(status, "name"))}`;
  if (waiting !== undefined && !ON_ITS_WAY.has(String(field(waiting, "reason")))) {
    const before = ended === undefined ? "" : `; before: ${endOf(ended)}`;
    return `${name}: ${told(waiting)}${before}`;
  }
  if (failure !== undefined) return `${name}: ${endOf(failure)}`;
  const isRunning = field(status, "state", "running") !== undefined;
  return isRunning && field(status, "ready") === false ? `${name}: ${UNREADY}` : undefined;
}

const endOf = (ended: unknown) => `exit code ${String(field(ended, "exitCode"))}, ${told(ended)}`;

/** Reason and message of anything that has them. */
function told(what: unknown): string {
  const parts = [field(what, "reason"), field(what, "message")];
  return parts.flatMap((part) => (typeof part === "string" ? [part.trim()] : [])).join(": ");
}

const phaseOf = (pod: unknown) => `a pod is ${String(field(pod, "status", "phase"))}`;

function lastWarning(events: readonly unknown[], pod: unknown): string | undefined {
  return warningsAbout(events, String(field(pod, "metadata", "name"))).at(-1);
}

/** Warnings about an object, and about those that it has made: their names begin with its own. */
function warningsAbout(events: readonly unknown[], name: string): string[] {
  const found = events.filter((event) => {
    const about = String(field(event, "involvedObject", "name"));
    return field(event, "type") === "Warning" && (about === name || about.startsWith(`${name}-`));
  });
  return [...new Set(found.map(told))];
}

const orElse = (reasons: string[], other = "the cluster gives no reason"): Found[] =>
  (reasons.length > 0 ? reasons : [other]).map((reason) => ({ reason }));
