import type { Endpoint } from "../kit/endpoint";
import { majorOf } from "../kit/version";

/** Parts of Jaeger that tell how they are. */
export const ROLES = ["collector", "query", "ingester", "agents"] as const;
export type JaegerRole = (typeof ROLES)[number];

/** Where each part answers with its metrics: endpoints of this cluster, with the pods behind them. */
export interface WatchedEndpoints {
  collector: Endpoint;
  query?: Endpoint;
  /** Between Kafka and the storage. */
  ingester?: Endpoint;
  /** Agents in a DaemonSet: OpenTelemetry Collectors, whichever Jaeger is behind them. */
  agents?: Endpoint;
}

/** Pods of one workload. */
export interface Workload {
  readonly namespace: string;
  /** Name of the Deployment, DaemonSet or StatefulSet. */
  readonly name: string;
}

/** What rules and dashboard are about. */
export interface Watched {
  /** Tells the series of one Jaeger from those of another: label `jaeger`. */
  readonly name: string;
  readonly generation: "v1" | "v2";
  readonly workloads: Readonly<Partial<Record<JaegerRole, Workload>>>;
  /** CronJobs that have to succeed once a day, with their namespace. */
  readonly daily?: { readonly namespace: string; readonly cronJobs: readonly string[] };
}

/** Which metrics a version of Jaeger has. */
export function generationOf(version: string): Watched["generation"] {
  return majorOf(version) === 1 ? "v1" : "v2";
}

/** Roles that are there, in their order. */
export function rolesOf({ workloads }: Watched): JaegerRole[] {
  return ROLES.filter((role) => workloads[role] !== undefined);
}

/**
 * Matchers for the pods of a workload. Kubernetes ends their names in one or two parts without
 * vowels, so `jaeger` does not match the pods of `jaeger-collector`.
 * @see https://github.com/kubernetes/apimachinery/blob/v0.34.2/pkg/util/rand/rand.go
 */
export function podsOf({ namespace, name }: Workload): string {
  return `namespace="${namespace}",pod=~"${name}(-[bcdfghjklmnpqrstvwxz0-9]+){1,2}"`;
}
