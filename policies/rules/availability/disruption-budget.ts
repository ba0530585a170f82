import { deploymentWith } from "../../examples";
import { namespaceOf, podsOf, selects } from "../../objects";
import { each, rule, when } from "../../rule";
import { mostPods } from "./autoscaler";

const TWO = deploymentWith({ replicas: 2 });

export const disruptionBudget = rule({
  name: "disruption-budget",
  family: "availability",
  scope: "stack",
  severity: "high",
  title: "Two pods or more have exactly one PodDisruptionBudget",
  why: "Draining nodes may stop all pods at once; with two budgets on a pod, no eviction succeeds at all.",
  remedy: "give the workload one PodDisruptionBudget that selects its pods",
  source: "https://kubernetes.io/docs/tasks/run-application/configure-pdb/",
  sameAs: [
    "kube-score/deployment-has-poddisruptionbudget",
    "kube-score/statefulset-has-poddisruptionbudget",
    "polaris/missingPodDisruptionBudget",
    "kyverno/require-pdb",
  ],
  bad: [TWO],
  good: [
    TWO,
    {
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name: "oap", namespace: "tracing" },
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: { "app.kubernetes.io/name": "oap" } },
      },
    },
  ],
  check: (object, { stack }) => {
    if (!["Deployment", "StatefulSet"].includes(object.kind)) return [];
    if (mostPods(object, stack) < 2) return [];
    return each(podsOf(object), ({ metadata }) => {
      const budgets = stack
        .ofKind("PodDisruptionBudget")
        .filter((budget) => namespaceOf(budget) === namespaceOf(object))
        .filter(({ manifest }) => selects(manifest.spec.selector, metadata.labels));
      return [
        ...when(budgets.length === 0, "no PodDisruptionBudget selects its pods"),
        ...when(
          budgets.length > 1,
          `${budgets.length} PodDisruptionBudgets select its pods: ${budgets.map(({ title }) => title).join(", ")}`,
        ),
      ];
    });
  },
});
