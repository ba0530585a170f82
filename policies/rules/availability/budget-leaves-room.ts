import { deploymentWith } from "../../examples";
import { type Manifest, namespaceOf } from "../../objects";
import { each, rule, when } from "../../rule";
import { leastPods } from "./autoscaler";

const budget = (maxUnavailable: Manifest): Manifest => ({
  apiVersion: "policy/v1",
  kind: "PodDisruptionBudget",
  metadata: { name: "oap", namespace: "tracing" },
  spec: { maxUnavailable, selector: { matchLabels: { "app.kubernetes.io/name": "oap" } } },
});

export const budgetLeavesRoom = rule({
  name: "budget-leaves-room",
  family: "availability",
  scope: "stack",
  severity: "high",
  title: "Every PodDisruptionBudget lets a pod go",
  why: "A budget that allows none stops every drain: nodes are never updated, until someone deletes pods by force.",
  remedy: "set maxUnavailable to 1",
  source: "https://kubernetes.io/docs/tasks/run-application/configure-pdb/",
  sameAs: [
    "kube-linter/pdb-max-unavailable",
    "kube-linter/pdb-min-available",
    "polaris/pdbDisruptionsIsZero",
    "polaris/pdbMinAvailableGreaterThanHPAMinReplicas",
    "kyverno/pdb-maxunavailable",
    "kyverno/require-reasonable-pdbs",
    "kyverno/deployment-replicas-higher-than-pdb",
  ],
  bad: [budget(0), deploymentWith({ replicas: 2 })],
  good: [budget(1), deploymentWith({ replicas: 2 })],
  check: (object, { stack }) => {
    if (object.kind !== "PodDisruptionBudget") return [];
    const { minAvailable, maxUnavailable, selector } = object.manifest.spec;
    const owners = new Set(stack.selected(selector, namespaceOf(object)).map(({ of }) => of));
    return each([...owners], (owner) => {
      if (!["Deployment", "StatefulSet"].includes(owner.kind)) return [];
      const count = leastPods(owner, stack);
      const free =
        minAvailable === undefined
          ? portion(maxUnavailable ?? 0, count)
          : count - portion(minAvailable, count);
      const limit =
        minAvailable === undefined
          ? `maxUnavailable is ${maxUnavailable ?? "not set"}`
          : `minAvailable is ${minAvailable}`;
      return when(
        free < 1 && count > 0,
        `${limit}: it lets none of the ${count} pods of ${owner.title} go`,
      );
    });
  },
});

/** A number, or a percentage of the pods; the disruption controller rounds both kinds up. */
function portion(value: Manifest, count: number): number {
  const percent = /^(\d+)%$/.exec(String(value))?.[1];
  return percent === undefined ? Number(value) : Math.ceil((Number(percent) * count) / 100);
}
