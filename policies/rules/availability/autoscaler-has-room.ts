import type { Manifest } from "../../objects";
import { rule, when } from "../../rule";

const autoscaler = (limits: Manifest): Manifest => ({
  apiVersion: "autoscaling/v2",
  kind: "HorizontalPodAutoscaler",
  metadata: { name: "satellite", namespace: "tracing" },
  spec: { scaleTargetRef: { kind: "Deployment", name: "satellite" }, ...limits },
});

export const autoscalerHasRoom = rule({
  name: "autoscaler-has-room",
  family: "availability",
  scope: "resource",
  severity: "medium",
  from: "uat",
  title: "Every autoscaler has room to scale, from two pods on",
  why: "With equal numbers it never scales; with one pod every update of it is an outage.",
  remedy: "set minReplicas to 2 or more, and maxReplicas above it",
  source: "https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/",
  sameAs: [
    "kube-score/horizontalpodautoscaler-replicas",
    "kube-linter/hpa-minimum-three-replicas",
    "polaris/hpaMinAvailability",
    "polaris/hpaMaxAvailability",
  ],
  bad: [autoscaler({ minReplicas: 1, maxReplicas: 1 })],
  good: [autoscaler({ minReplicas: 2, maxReplicas: 5 })],
  check: ({ kind, manifest }) => {
    if (kind !== "HorizontalPodAutoscaler") return [];
    const { minReplicas = 1, maxReplicas } = manifest.spec;
    return [
      ...when(minReplicas < 2, `minReplicas is ${minReplicas}; give 2 or more`),
      ...when(
        maxReplicas <= minReplicas,
        `minReplicas is ${minReplicas}, and maxReplicas ${maxReplicas}: it never scales`,
      ),
    ];
  },
});
