/** How much may be lost at most when something fails, for the reasons that docs/durability.md tells. */

import { conditionOf, field } from "../../toolchain/kubernetes";

/** Seconds for which OAP keeps records back, `storage.bulk.flushSeconds`. */
const FLUSH_SECONDS = 5;

/** Seconds that a bulk may be under way; OAP begins the next when it has an answer. */
const BULK_SECONDS = 5;

/** OAP asks a storage that was away every 30 seconds, give or take a fifth, whether it is there again. */
const HEALTH_CHECK_SECONDS = 30 * 1.2;

/**
 * Seconds until an agent has found OAP again after it was away for so long. gRPC waits a second, then 1.6 times
 * longer each time, give or take a fifth, and two minutes at most: never much longer than it has waited in all.
 * @see https://github.com/grpc/grpc/blob/v1.74.0/doc/connection-backoff.md
 */
const reconnectSeconds = (awaySeconds: number): number =>
  1.2 * Math.min(120, 1 + (0.6 * awaySeconds) / 0.8);

/** What failed, and for how many seconds it served nobody. */
export type Outage =
  /** All nodes of Elasticsearch were stopped, and are ready again. */
  | { of: "storage"; seconds: number }
  /** The only OAP was killed, and is ready again. */
  | { of: "oap"; seconds: number };

/**
 * Records that may be lost at most, where so many come in each second: what OAP had not written yet, what came in
 * during the outage, and what came in until the other side noticed its end.
 */
export function mostLost(perSecond: number, { of, seconds }: Outage): number {
  const notWritten = FLUSH_SECONDS + BULK_SECONDS;
  const untilNoticed = of === "storage" ? HEALTH_CHECK_SECONDS : reconnectSeconds(seconds);
  return Math.ceil(perSecond * (notWritten + seconds + untilNoticed));
}

/**
 * For how many seconds a pod was not ready when its container was started again.
 * @throws when it was not, or has not come back
 */
export function secondsDown(pod: unknown): number {
  const ready = conditionOf(pod, "Ready");
  const last = field(pod, "status", "containerStatuses", 0, "lastState", "terminated");
  const down =
    Date.parse(String(field(ready, "lastTransitionTime"))) -
    Date.parse(String(field(last, "finishedAt")));
  if (!(down >= 0)) throw new Error("the pod has not come back from an end");
  // The cluster counts whole seconds.
  return down / 1000 + 1;
}
