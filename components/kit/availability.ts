import type { Labels } from "./labels";

/** A new pod is ready before an old one goes. */
export const NEW_BEFORE_OLD = {
  type: "RollingUpdate",
  rollingUpdate: { maxUnavailable: 0, maxSurge: 1 },
} as const;

/**
 * Spread over nodes and zones. Nodes and zones are preferred, not required, so that a cluster of
 * one node or one zone still takes every pod.
 */
export function spread({ selector }: Labels) {
  return ["kubernetes.io/hostname", "topology.kubernetes.io/zone"].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: selector },
  }));
}

/**
 * Disruption budget of one pod at a time; only makes sense from two pods on. A pod that is not ready
 * serves nobody and may always go, or it would hold its node for ever.
 */
export function disruptionBudget({ selector }: Labels) {
  return {
    maxUnavailable: 1,
    selector: { matchLabels: selector },
    unhealthyPodEvictionPolicy: "AlwaysAllow",
  };
}
