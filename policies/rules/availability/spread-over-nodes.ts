import { deploymentWith } from "../../examples";
import { rule } from "../../rule";
import { constraintOver, keptApart } from "./spread";

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
        topologySpreadConstraints: [constraintOver("kubernetes.io/hostname")],
      },
    ),
  ],
  check: keptApart("kubernetes.io/hostname", "on one node"),
});
