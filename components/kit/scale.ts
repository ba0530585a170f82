import type { Problem } from "./refusal";

/** How many pods. One or the other: an autoscaled workload has no fixed count. */
export type Scale =
  | { kind: "fixed"; replicas: number }
  | {
      kind: "auto";
      min: number;
      max: number;
      /** Average use of the CPU request, in percent, that is aimed at. */
      cpuPercent: number;
    };

/** A number of pods, whatever an autoscaler changes it by. */
type Counted = { replicas: number } | { min: number; max: number };

/** The least number of pods that may run. */
export function leastOf(scale: Counted): number {
  return "replicas" in scale ? scale.replicas : scale.min;
}

/** The largest number of pods that may run. */
export function mostOf(scale: Counted): number {
  return "replicas" in scale ? scale.replicas : scale.max;
}

/** `spec.replicas` of the workload; absent when an autoscaler owns it. */
export function replicasOf(scale: Counted): { replicas?: number } {
  return "replicas" in scale ? { replicas: scale.replicas } : {};
}

/** Checks for `refuse`. */
export function scaleChecks(scale: Scale): (true | Problem)[] {
  if (scale.kind === "fixed") {
    const { replicas } = scale;
    return [
      isCount(replicas) || {
        field: "scale.replicas",
        got: replicas,
        want: "a whole number, 1 or more",
      },
    ];
  }
  const { min, max, cpuPercent } = scale;
  return [
    isCount(min) || { field: "scale.min", got: min, want: "a whole number, 1 or more" },
    (isCount(max) && max > min) || {
      field: "scale.max",
      got: max,
      want: `a whole number above min (${min})`,
    },
    (cpuPercent >= 1 && cpuPercent <= 100) || {
      field: "scale.cpuPercent",
      got: cpuPercent,
      want: "1 to 100",
    },
  ];
}

/**
 * Spec of the HorizontalPodAutoscaler of a Deployment. It grows at once and shrinks one pod per two
 * minutes, after ten quiet minutes, because every change of the count moves connections.
 */
export function autoscaler(deployment: string, scale: Extract<Scale, { kind: "auto" }>) {
  return {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: deployment },
    minReplicas: scale.min,
    maxReplicas: scale.max,
    metrics: [
      {
        type: "Resource",
        resource: {
          name: "cpu",
          target: { type: "Utilization", averageUtilization: scale.cpuPercent },
        },
      },
    ],
    behavior: {
      scaleDown: {
        stabilizationWindowSeconds: 600,
        policies: [{ type: "Pods", value: 1, periodSeconds: 120 }],
      },
    },
  };
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}
