/** What the API server has of a container: what it asks for, and how it started. */

import { type Memory, mebibytes } from "../../../components/kit/size";
import { conditionOf, field, items } from "../../../toolchain/kubernetes";

/** A container of the platform that runs until it is told to end. */
export interface Container {
  readonly pod: string;
  readonly name: string;
  /** Its id at the runtime, by which its control groups are named. */
  readonly id: string;
  /** Which component it belongs to, such as `skywalking-oap`. */
  readonly component: string;
  /** MiB. */
  readonly request: number;
  /** MiB. */
  readonly limit: number;
  /** Such as `500m to 2`. */
  readonly cpu: string;
  /** From the start of the container until its pod was ready; the cluster counts whole seconds. */
  readonly readySeconds: number;
  readonly restarts: number;
}

export function containersOf(pod: unknown): Container[] {
  const ready = conditionOf(pod, "Ready");
  const statuses = items({ items: field(pod, "status", "containerStatuses") });
  return items({ items: field(pod, "spec", "containers") }).flatMap((container) => {
    const name = String(field(container, "name"));
    const status = statuses.find((one) => field(one, "name") === name);
    const started = field(status, "state", "running", "startedAt");
    if (ready === undefined || started === undefined) return [];
    const of = (kind: "requests" | "limits", what: "cpu" | "memory") =>
      String(field(container, "resources", kind, what));
    return [
      {
        pod: String(field(pod, "metadata", "name")),
        name,
        id: String(field(status, "containerID")).replace(/^[a-z]+:\/\//, ""),
        component: String(field(pod, "metadata", "labels", "app.kubernetes.io/instance")),
        request: inMebibytes(of("requests", "memory")),
        limit: inMebibytes(of("limits", "memory")),
        cpu: `${of("requests", "cpu")} to ${of("limits", "cpu")}`,
        readySeconds: (time(field(ready, "lastTransitionTime")) - time(started)) / 1000,
        restarts: Number(field(status, "restartCount")),
      },
    ];
  });
}

const time = (value: unknown) => Date.parse(String(value));

/** @throws when it is no amount of memory in the notation of the components */
function inMebibytes(amount: string): number {
  if (!isMemory(amount)) throw new Error(`${amount} is not an amount of memory`);
  return mebibytes(amount);
}

const isMemory = (amount: string): amount is Memory => /^[0-9.]+(Mi|Gi)$/.test(amount);
