import { type Manifest, podsOf, selects } from "../../objects";
import { rule, when } from "../../rule";
import { deploymentWith } from "../../examples";

export const selectorMatchesTemplate = rule({
  name: "selector-matches-template",
  family: "wiring",
  scope: "resource",
  severity: "critical",
  title: "The selector of a workload matches the labels of its pods",
  why: "The API server refuses the workload.",
  remedy: "repeat spec.selector.matchLabels in spec.template.metadata.labels",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector",
  frameworks: ["NSA-CISA C-0296"],
  sameAs: [
    "kube-score/deployment-pod-selector-labels-match-template-metadata-labels",
    "kube-score/statefulset-pod-selector-labels-match-template-metadata-labels",
    "kube-linter/mismatching-selector",
    "monokle/LNK001",
  ],
  bad: [deploymentWith({ selector: { matchLabels: { "app.kubernetes.io/name": "collector" } } })],
  good: [deploymentWith({})],
  check: (object) => {
    if (!["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"].includes(object.kind)) return [];
    const { selector } = object.manifest.spec ?? {};
    const isEmpty = !selector?.matchLabels && !selector?.matchExpressions;
    return podsOf(object).flatMap(({ metadata }) => [
      ...when(isEmpty, "spec.selector is missing"),
      ...when(
        !isEmpty && !selects(selector, metadata.labels),
        `spec.selector asks for ${told(selector)}, which its pods do not have`,
      ),
    ]);
  },
});

function told({ matchLabels = {}, matchExpressions = [] }: Manifest): string {
  const labels = Object.entries(matchLabels).map(([label, value]) => `${label}: ${String(value)}`);
  return [...labels, ...matchExpressions.map(({ key }: Manifest) => String(key))].join(", ");
}
