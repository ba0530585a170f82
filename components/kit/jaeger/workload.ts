import { disruptionBudget, NEW_BEFORE_OLD, spread } from "../availability";
import { admissions } from "../endpoint";
import type { Labels } from "../labels";
import { mostOf, replicasOf } from "../scale";
import type { jaegerPod } from "./pod";
import { annotationsOf, type JaegerPartArgs, type JaegerProgram } from "./run";
import { jaegerAutoscaler, type JaegerScale } from "./scale";

/** What the pods of a part run, and how they follow each other. */
interface Pods {
  program: JaegerProgram;
  pod: ReturnType<typeof jaegerPod>;
  /** @default a new one before the old one */
  strategy?: { type: string };
}

/** Spec of the Deployment of a part; of its disruption budget and its autoscaler, where it has them. */
export function workloadSpecs(
  labels: Labels,
  settled: JaegerPartArgs & { scale: JaegerScale },
  { program, pod, strategy = NEW_BEFORE_OLD }: Pods,
) {
  const { scale } = settled;
  const { selector } = labels;
  const isMany = mostOf(scale) > 1;
  const template = {
    metadata: {
      labels: { ...labels.labels, ...admissions(program.parts.callees) },
      ...annotationsOf(settled),
    },
    spec: { ...pod, ...(isMany ? { topologySpreadConstraints: spread(labels) } : {}) },
  };
  return {
    deployment: {
      ...replicasOf(scale),
      selector: { matchLabels: selector },
      strategy,
      template,
    },
    budget: isMany ? disruptionBudget(labels) : undefined,
    scaler:
      scale.kind === "auto"
        ? jaegerAutoscaler(selector["app.kubernetes.io/instance"], scale)
        : undefined,
  };
}
