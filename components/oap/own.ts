import type { Labels } from "../kit/labels";
import type { Membership } from "./coordinator";
import { clusterLabel, initLabels, oapLabels } from "./labels";
import type { Settled } from "./settled";

/** What all objects of one `Oap` follow from. */
export interface Own {
  name: string;
  settled: Settled;
  labels: Labels;
  /** Labels of the init Job and what belongs to it. */
  init: Labels;
  member: Membership;
}

export function ownOf(name: string, settled: Settled): Own {
  const { namespace, version } = settled;
  return {
    name,
    settled,
    labels: oapLabels(name, version),
    init: initLabels(name, version),
    member: { name, namespace, label: clusterLabel(name) },
  };
}

/** Metadata of an object with a fixed name. */
export function named({ name, settled, labels }: Own, suffix = "") {
  return { name: `${name}${suffix}`, ...unnamed({ settled, labels }) };
}

/** Metadata of an object that Pulumi names, so that a change replaces it and rolls the pods. */
export function unnamed({ settled, labels }: Pick<Own, "settled" | "labels">) {
  return { namespace: settled.namespace, labels: labels.labels };
}
