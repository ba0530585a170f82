import type { Manifest } from "../../objects";
import { rule, when } from "../../rule";

const budget = (limits: Manifest): Manifest => ({
  apiVersion: "policy/v1",
  kind: "PodDisruptionBudget",
  metadata: { name: "oap", namespace: "tracing" },
  spec: { ...limits, selector: { matchLabels: { "app.kubernetes.io/name": "oap" } } },
});

export const budgetHasLimit = rule({
  name: "budget-has-one-limit",
  family: "availability",
  scope: "resource",
  severity: "high",
  title: "Every PodDisruptionBudget has one limit, and says when broken pods may go",
  why: "Without a limit it protects nothing, with two the API server refuses it; and by default a pod that never gets ready holds its node for ever.",
  remedy:
    "set maxUnavailable or minAvailable, and unhealthyPodEvictionPolicy (AlwaysAllow, unless a quorum needs every pod)",
  source:
    "https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy",
  sameAs: [
    "kube-score/poddisruptionbudget-has-policy",
    "kube-linter/pdb-unhealthy-pod-eviction-policy",
  ],
  bad: [budget({})],
  good: [budget({ maxUnavailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow" })],
  check: ({ kind, manifest }) => {
    if (kind !== "PodDisruptionBudget") return [];
    const { maxUnavailable, minAvailable, unhealthyPodEvictionPolicy } = manifest.spec;
    const limits = [maxUnavailable, minAvailable].filter((limit) => limit !== undefined);
    return [
      ...when(limits.length === 0, "it has neither maxUnavailable nor minAvailable"),
      ...when(limits.length === 2, "it has both maxUnavailable and minAvailable"),
      ...when(
        unhealthyPodEvictionPolicy === undefined,
        "it has no unhealthyPodEvictionPolicy: pods that are not ready stay on their node",
      ),
    ];
  },
});
