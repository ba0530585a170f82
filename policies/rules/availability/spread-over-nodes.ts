import { deploymentWith } from "../../examples";
import { podsOf } from "../../objects";
import { each, rule, when } from "../../rule";
import { mostPods } from "./autoscaler";
import { spreadsOver } from "./spread";

const SELECTOR = { matchLabels: { "app.kubernetes.io/name": "oap" } };

export const spreadOverNodes = rule({
  name: "spread-over-nodes",
  family: "availability",
  scope: "stack",
  severity: "high",
  title: "Two pods or more are kept on different nodes",
  why: "On one node they all go with it.",
  remedy:
    "add a topologySpreadConstraint or a podAntiAffinity for kubernetes.io/hostname that selects the pods",
  source: "https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/",
  sameAs: [
    "kube-score/deployment-has-host-podantiaffinity",
    "kube-score/statefulset-has-host-podantiaffinity",
    "kube-linter/no-anti-affinity",
    "polaris/topologySpreadConstraint",
  ],
  bad: [deploymentWith({ replicas: 2 })],
  good: [
    deploymentWith(
      { replicas: 2 },
      {
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: "kubernetes.io/hostname",
            whenUnsatisfiable: "ScheduleAnyway",
            labelSelector: SELECTOR,
          },
        ],
      },
    ),
  ],
  check: (object, { stack }) => {
    const isScaled = ["Deployment", "StatefulSet"].includes(object.kind);
    const count = isScaled ? mostPods(object, stack) : 0;
    if (count < 2) return [];
    return each(podsOf(object), (pod) =>
      when(
        !spreadsOver(pod).includes("kubernetes.io/hostname"),
        `its ${count} pods may all be on one node`,
      ),
    );
  },
});
