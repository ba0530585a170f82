import { type KubernetesObject, namespaceOf, selects } from "../../objects";
import { rule } from "../../rule";
import { deploymentWith } from "../../examples";

const KINDS = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"];
const OTHER = deploymentWith({}, {});

export const selectorsDoNotOverlap = rule({
  name: "selectors-do-not-overlap",
  family: "wiring",
  scope: "stack",
  severity: "high",
  title: "No workload selects the pods of another one",
  why: "Controllers, autoscalers and disruption budgets count each other's pods and fight over them.",
  remedy:
    "give every workload a label of its own, such as app.kubernetes.io/instance, in selector and template",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector",
  bad: [deploymentWith({}), { ...OTHER, metadata: { ...OTHER.metadata, name: "oap-init" } }],
  good: [
    deploymentWith({}),
    {
      ...OTHER,
      metadata: { ...OTHER.metadata, name: "oap-init" },
      spec: {
        selector: { matchLabels: { "app.kubernetes.io/name": "oap-init" } },
        template: { metadata: { labels: { "app.kubernetes.io/name": "oap-init" } } },
      },
    },
  ],
  check: (object, { stack }) => {
    const { selector } = object.manifest.spec ?? {};
    if (!KINDS.includes(object.kind) || !selector) return [];
    return stack
      .selected(selector, namespaceOf(object))
      .filter(({ of, kind }) => of !== object && kind === "stays" && !isPartOf(of, object))
      .map(({ of }) => `spec.selector selects the pods of ${of.title}, too`);
  },
});

/** A ReplicaSet of a Deployment is no other workload. */
function isPartOf(one: KubernetesObject, object: KubernetesObject): boolean {
  return [...(one.manifest.metadata?.ownerReferences ?? [])].some(
    ({ kind, name }) =>
      kind === object.kind &&
      selects({ matchLabels: { name } }, { name: object.manifest.metadata?.name }),
  );
}
