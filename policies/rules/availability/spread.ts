import {
  type KubernetesObject,
  list,
  type Manifest,
  type Pod,
  podsOf,
  selects,
} from "../../objects";
import { type Context, each, type Finding, when } from "../../rule";
import { mostPods } from "./autoscaler";

/** A check that the pods of what may have two or more are kept apart by a key of the topology. */
export function keptApart(topologyKey: string, place: string) {
  return (object: KubernetesObject, { stack }: Pick<Context, "stack">): Finding[] => {
    const isScaled = ["Deployment", "StatefulSet"].includes(object.kind);
    const count = isScaled ? mostPods(object, stack) : 0;
    if (count < 2) return [];
    return each(podsOf(object), (pod) =>
      when(
        !spreadsOver(pod).includes(topologyKey),
        `its ${count} pods may all be ${place}: no rule for ${topologyKey} selects them`,
      ),
    );
  };
}

/** A constraint by a key of the topology, for the page of a rule. */
export const constraintOver = (topologyKey: string): Manifest => ({
  maxSkew: 1,
  topologyKey,
  whenUnsatisfiable: "ScheduleAnyway",
  labelSelector: { matchLabels: { "app.kubernetes.io/name": "oap" } },
});

/** Keys of the topology that a pod's constraints and anti-affinities keep its like apart by. */
function spreadsOver({ spec, metadata }: Pod): string[] {
  return rulesOf(spec)
    .filter(({ labelSelector }) => selects(labelSelector, metadata.labels))
    .map(({ topologyKey }) => topologyKey);
}

/** Rules of a pod about where others of its kind are. */
export function rulesOf(spec: Manifest): Manifest[] {
  const anti = spec.affinity?.podAntiAffinity ?? {};
  return [
    ...list(spec.topologySpreadConstraints),
    ...list(anti.requiredDuringSchedulingIgnoredDuringExecution),
    ...list(anti.preferredDuringSchedulingIgnoredDuringExecution).map(
      ({ podAffinityTerm }) => podAffinityTerm,
    ),
  ];
}
