import { list, type Manifest, namespaceOf, podsOf, selects } from "../../objects";
import { runningIn } from "../../read/products";
import { each, rule, when } from "../../rule";
import { elasticsearchWith } from "./examples";

const LABELS = { matchLabels: { "app.kubernetes.io/name": "elasticsearch" } };
const spread = (topologyKey: string) => ({ topologyKey, maxSkew: 1, labelSelector: LABELS });
const APART = {
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: "kubernetes.io/hostname", labelSelector: LABELS },
      ],
    },
  },
  topologySpreadConstraints: [spread("topology.kubernetes.io/zone")],
};
const BUDGET = {
  apiVersion: "policy/v1",
  kind: "PodDisruptionBudget",
  metadata: { name: "elasticsearch", namespace: "tracing" },
  spec: { maxUnavailable: 1, selector: LABELS },
};

export const elasticsearchNodesAreApart = rule({
  name: "elasticsearch-nodes-are-apart",
  family: "elasticsearch",
  scope: "stack",
  severity: "critical",
  from: "uat",
  title:
    "Nodes of Elasticsearch run on different machines and zones, and are drained one at a time",
  why: "When half of the masters stop at once the cluster stops, and copies on one machine are lost together.",
  remedy:
    "require anti-affinity by kubernetes.io/hostname, spread over zones, and set maxUnavailable of the budget to 1",
  source:
    "https://www.elastic.co/guide/en/elasticsearch/reference/8.18/modules-discovery-voting.html",
  bad: elasticsearchWith({ replicas: 3 }),
  good: [...elasticsearchWith({ replicas: 3, pod: APART }), BUDGET],
  check: (object, { stack }) =>
    each(podsOf(object), (pod) => {
      if (pod.isOperated || pod.replicas < 2 || runningIn(pod, "elasticsearch").length === 0)
        return [];
      const { affinity, topologySpreadConstraints } = pod.spec;
      const required = list(
        affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution,
      );
      const isApart = required.some(
        (term) => isByNode(term) && selects(term.labelSelector, pod.metadata.labels),
      );
      const isSpread = list(topologySpreadConstraints).some(
        ({ topologyKey }) => topologyKey === "topology.kubernetes.io/zone",
      );
      const budgets = stack
        .ofKind("PodDisruptionBudget")
        .filter(
          (budget) =>
            namespaceOf(budget) === namespaceOf(object) &&
            selects(budget.manifest.spec?.selector, pod.metadata.labels),
        );
      const isOne = budgets.some(
        ({ manifest }) =>
          Number(manifest.spec.maxUnavailable) === 1 ||
          Number(manifest.spec.minAvailable) === pod.replicas - 1,
      );
      return [
        ...when(
          !isApart,
          "its pods have no required anti-affinity to each other by kubernetes.io/hostname",
        ),
        ...when(
          pod.replicas >= 3 && !isSpread,
          "its pods are not spread over topology.kubernetes.io/zone",
        ),
        ...when(!isOne, "no PodDisruptionBudget with maxUnavailable 1 selects its pods"),
      ];
    }),
});

function isByNode({ topologyKey }: Manifest): boolean {
  return topologyKey === "kubernetes.io/hostname";
}
