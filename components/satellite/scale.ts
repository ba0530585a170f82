import type { Labels } from "../kit/labels";
import { oapMetric } from "../kit/oap-metric";
import type { Problem } from "../kit/refusal";
import { autoscaler, mostOf, type Scale, scaleChecks } from "../kit/scale";
import { disruptionBudget } from "../kit/availability";

/** How many pods. */
export type SatelliteScale = Scale | ByConnections;

/**
 * As many pods as the connections need, asked of OAP through the external metrics API, where a
 * `MetricsAdapter` answers. Connections do not move: a new pod takes new ones only.
 */
export interface ByConnections {
  kind: "connections";
  /** While OAP is away the count is 0, so two or more are wise: it then shrinks to this. */
  min: number;
  max: number;
  /** Connections of one pod, on average, that are aimed at. */
  target: number;
  /** Average use of the CPU request that is aimed at as well, in percent. @default 70 */
  cpuPercent?: number;
  /** What the adapter begins names with. @default "skywalking.apache.org" */
  prefix?: string;
}

/** The metric that OAP makes of `grpc_server_connection_count`, the average of all pods. */
const CONNECTIONS = "satellite_service_grpc_connect_count";

/**
 * What a change of the count shows in the metric after, in seconds: Satellite tells every ten, OAP
 * writes every 25, and the adapter gives the minute before the last. Two steps within that time would
 * answer one and the same number.
 */
const LAG_SECONDS = 180;

/** Spec of the HorizontalPodAutoscaler; absent where the number is fixed. */
export function scalerSpec(deployment: string, scale: SatelliteScale, service: string) {
  if (scale.kind === "fixed") return undefined;
  if (scale.kind === "auto") return autoscaler(deployment, scale);
  const { min, max, target, cpuPercent = 70, prefix } = scale;
  const byCpu = autoscaler(deployment, { kind: "auto", min, max, cpuPercent });
  const external = {
    metric: oapMetric(CONNECTIONS, { service }, prefix),
    // Not `AverageValue`: the metric is the average already, and would be divided once more.
    target: { type: "Value", value: targetValue(target) },
  };
  const { scaleDown } = byCpu.behavior;
  return {
    ...byCpu,
    metrics: [{ type: "External", external }, ...byCpu.metrics],
    behavior: {
      scaleUp: {
        stabilizationWindowSeconds: 60,
        policies: [
          { type: "Pods", value: 1, periodSeconds: LAG_SECONDS },
          { type: "Percent", value: 50, periodSeconds: LAG_SECONDS },
        ],
        selectPolicy: "Max",
      },
      scaleDown: {
        ...scaleDown,
        policies: [{ type: "Pods", value: 1, periodSeconds: LAG_SECONDS }],
      },
    },
  };
}

/** Checks for `refuse`. */
export function satelliteScaleChecks(
  scale: SatelliteScale,
  maxConnections: number,
): (true | Problem)[] {
  if (scale.kind !== "connections") return scaleChecks(scale);
  const { min, max, target, cpuPercent = 70 } = scale;
  return [
    ...scaleChecks({ kind: "auto", min, max, cpuPercent }),
    (Number.isInteger(target) && target >= 1) || {
      field: "scale.target",
      got: target,
      want: "a whole number, 1 or more",
    },
    targetCheck(target, maxConnections),
  ];
}

/**
 * The largest target. A pod closes what comes above its limit, so the count never says how many there
 * would be: a full pod must make the autoscaler act.
 */
export function mostTarget(maxConnections: number): number {
  return Math.floor((maxConnections * 10) / 11);
}

function targetCheck(target: number, maxConnections: number): true | Problem {
  const most = mostTarget(maxConnections);
  const want = `${most} or less: a pod takes ${maxConnections} connections, and no more are counted`;
  return !(target > most) || { field: "scale.target", got: target, want };
}

/** What belongs to more than one pod. */
export function budgetOf(labels: Labels, scale: SatelliteScale) {
  return mostOf(scale) > 1 ? disruptionBudget(labels) : undefined;
}

/**
 * Up to a tenth above the target changes nothing, and from Kubernetes 1.33 on an exact tenth does not
 * either: 11 connections at a target of 10. A thousandth less makes it count.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.2/pkg/controller/podautoscaler/replica_calculator.go#L56
 */
function targetValue(target: number): string {
  return `${target * 1000 - 1}m`;
}
