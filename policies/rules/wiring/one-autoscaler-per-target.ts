import { namespaceOf } from "../../objects";
import { rule } from "../../rule";
import { objectWith } from "./examples";

const SPEC = { scaleTargetRef: { kind: "Deployment", name: "satellite" }, maxReplicas: 4 };

export const oneAutoscalerPerTarget = rule({
  name: "one-autoscaler-per-target",
  family: "wiring",
  scope: "stack",
  severity: "high",
  title: "No workload has two HorizontalPodAutoscalers",
  why: "Each of them sets the number of pods, so it swings between their answers.",
  remedy: "put the metrics of both into one HorizontalPodAutoscaler",
  source: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/",
  sameAs: ["kyverno/prevent-duplicate-hpa"],
  bad: [
    objectWith("HorizontalPodAutoscaler autoscaling/v2", SPEC, "satellite-cpu"),
    objectWith("HorizontalPodAutoscaler autoscaling/v2", SPEC, "satellite-connections"),
  ],
  good: [objectWith("HorizontalPodAutoscaler autoscaling/v2", SPEC, "satellite")],
  check: (object, { stack }) => {
    if (object.kind !== "HorizontalPodAutoscaler") return [];
    const { kind, name } = object.manifest.spec?.scaleTargetRef ?? {};
    return stack
      .ofKind("HorizontalPodAutoscaler")
      .filter((other) => other !== object && namespaceOf(other) === namespaceOf(object))
      .filter(({ manifest }) => {
        const target = manifest.spec?.scaleTargetRef;
        return target?.kind === kind && target?.name === name;
      })
      .map(({ title }) => `spec.scaleTargetRef names ${kind} ${name}, as that of ${title} does`);
  },
});
