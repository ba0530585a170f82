import { deploymentWith } from "../../examples";
import { podsOf } from "../../objects";
import { each, rule, when } from "../../rule";
import { mostPods } from "./autoscaler";
import { spreadsOver } from "./spread";

const over = (topologyKey: string) => ({
  maxSkew: 1,
  topologyKey,
  whenUnsatisfiable: "ScheduleAnyway",
  labelSelector: { matchLabels: { "app.kubernetes.io/name": "oap" } },
});

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
      { topologySpreadConstraints: [over("kubernetes.io/hostname")] },
    ),
  ],
  good: [
    deploymentWith(
      { replicas: 2 },
      { topologySpreadConstraints: [over("topology.kubernetes.io/zone")] },
    ),
  ],
  check: (object, { stack }) => {
    const isScaled = ["Deployment", "StatefulSet"].includes(object.kind);
    const count = isScaled ? mostPods(object, stack) : 0;
    if (count < 2) return [];
    return each(podsOf(object), (pod) =>
      when(
        !spreadsOver(pod).includes("topology.kubernetes.io/zone"),
        `its ${count} pods may all be in one zone`,
      ),
    );
  },
});
