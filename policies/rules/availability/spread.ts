import { list, type Manifest, type Pod, selects } from "../../objects";

/** Keys of the topology that a pod's constraints and anti-affinities keep its like apart by. */
export function spreadsOver({ spec, metadata }: Pod): string[] {
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
