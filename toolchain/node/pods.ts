/** Pods as the API still shows them, while their node has just started anew. */

import { field, items } from "../kubernetes";

/**
 * Which pods kubelet has not looked after since the node started, or undefined: their containers are said to run,
 * and ended together with the node.
 *
 * @param started when the node started, in ms
 */
export function forgottenPods(pods: unknown, started: number): string | undefined {
  const names = items(pods)
    .filter((pod) => runningSince(pod).some((since) => since < started - PRECISION_MS))
    .map((pod) => `${text(pod, "namespace")}/${text(pod, "name")}`);
  return names.length === 0 ? undefined : `not looked after yet: ${names.join(", ")}`;
}

/** The API tells whole seconds. */
const PRECISION_MS = 1_000;

const text = (pod: unknown, key: string) => String(field(pod, "metadata", key));

const runningSince = (pod: unknown): number[] =>
  ["initContainerStatuses", "containerStatuses"]
    .flatMap((list) => items({ items: field(pod, "status", list) }))
    .map((status) => field(status, "state", "running", "startedAt"))
    .flatMap((since) => (typeof since === "string" ? [Date.parse(since)] : []));
