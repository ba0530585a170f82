import type * as k8s from "@pulumi/kubernetes";
import type { Problem } from "../refusal";
import { autoscaler, scaleChecks } from "../scale";
import { whole } from "../whole";

/** How many pods; an autoscaler follows whatever of CPU, memory and other metrics asks for the most. */
export type JaegerScale =
  | { kind: "fixed"; replicas: number }
  | {
      kind: "auto";
      min: number;
      max: number;
      /** Average use of the CPU request that is aimed at, in percent. @default 70 */
      cpuPercent?: number;
      /** Average use of the memory request that is aimed at, in percent. @default not looked at */
      memoryPercent?: number;
      /** Other metrics, as autoscaling/v2 names them. @default none */
      metrics?: readonly k8s.types.input.autoscaling.v2.MetricSpec[];
    };

type Auto = Extract<JaegerScale, { kind: "auto" }>;

/** Checks for `refuse`. */
export function jaegerScaleChecks(scale: JaegerScale): (true | Problem)[] {
  if (scale.kind === "fixed") return scaleChecks(scale);
  return [
    ...scaleChecks(withCpu(scale)),
    whole("scale.memoryPercent", scale.memoryPercent, { least: 1, most: 100 }),
  ];
}

/** Spec of the HorizontalPodAutoscaler of a Deployment. */
export function jaegerAutoscaler(deployment: string, scale: Auto) {
  const { metrics, ...spec } = autoscaler(deployment, withCpu(scale));
  const { memoryPercent } = scale;
  const target = { type: "Utilization", averageUtilization: memoryPercent };
  const memory =
    memoryPercent === undefined ? [] : [{ type: "Resource", resource: { name: "memory", target } }];
  return { ...spec, metrics: [...metrics, ...memory, ...(scale.metrics ?? [])] };
}

function withCpu({ min, max, cpuPercent = 70 }: Auto) {
  return { kind: "auto", min, max, cpuPercent } as const;
}
