import { deploymentWith } from "../../examples";
import { rule } from "../../rule";
import { constraintOver, keptApart } from "./spread";

export const spreadOverZones = rule({
  name: "spread-over-zones",
  family: "availability",
  scope: "stack",
  severity: "medium",
  from: "prod",
  title: "Two pods or more are kept in different zones",
  why: "In one zone they all go with it.",
  remedy: "add a topologySpreadConstraint for topology.kubernetes.io/zone that selects the pods",
  source: "https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/",
  sameAs: ["polaris/topologySpreadConstraint", "kyverno/topologyspreadconstraints-policy"],
  bad: [
    deploymentWith(
      { replicas: 2 },
      { topologySpreadConstraints: [constraintOver("kubernetes.io/hostname")] },
    ),
  ],
  good: [
    deploymentWith(
      { replicas: 2 },
      { topologySpreadConstraints: [constraintOver("topology.kubernetes.io/zone")] },
    ),
  ],
  check: keptApart("topology.kubernetes.io/zone", "in one zone"),
});
