import { deploymentWith } from "../../examples";
import { podsOf, selects } from "../../objects";
import { each, rule, when } from "../../rule";
import { rulesOf } from "./spread";

const spreading = (name: string) =>
  deploymentWith(
    {},
    {
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: "kubernetes.io/hostname",
          whenUnsatisfiable: "DoNotSchedule",
          labelSelector: { matchLabels: { "app.kubernetes.io/name": name } },
        },
      ],
    },
  );

export const spreadSelectsItself = rule({
  name: "spread-selects-its-own-pods",
  family: "availability",
  scope: "resource",
  severity: "medium",
  title: "Topology rules count the pods that they belong to",
  why: "A constraint with another selector, or with none, spreads nothing.",
  remedy: "select the labels of the pod in labelSelector",
  source: "https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/",
  sameAs: ["kube-score/pod-topology-spread-constraints", "monokle/LNK001"],
  bad: [spreading("ui")],
  good: [spreading("oap")],
  check: (object) =>
    each(podsOf(object), ({ spec, metadata, isOperated }) =>
      each(isOperated ? [] : rulesOf(spec), ({ topologyKey, labelSelector }) =>
        when(
          labelSelector === undefined || !selects(labelSelector, metadata.labels),
          `its rule for ${topologyKey} does not select its own pods`,
        ),
      ),
    ),
});
