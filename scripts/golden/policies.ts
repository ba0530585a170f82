import { list, type Manifest, matches, ofKind, type Pod } from "../../components/kit/manifests";
import type { Rendered } from "../../components/kit/testing";

/** Into a pod, or out of it. */
export type Way = "ingress" | "egress";

/** One rule of a NetworkPolicy: these peers, at these ports. */
export interface Rule {
  /** Everybody, when there is none. */
  peers: readonly Manifest[];
  /** Every port, when there is none. */
  ports: readonly number[];
}

/** What the NetworkPolicies that select a pod let through one way. */
export function rulesOf(pod: Pod, way: Way, objects: readonly Rendered[]): Rule[] {
  return ofKind(objects, "NetworkPolicy")
    .filter(
      ({ inputs }) =>
        inputs.metadata.namespace === namespaceOf(pod, objects) &&
        matches(pod.labels, inputs.spec.podSelector.matchLabels ?? {}),
    )
    .flatMap(({ inputs }) => list(inputs.spec[way]))
    .map((rule) => ({
      peers: list(rule[way === "ingress" ? "from" : "to"]),
      ports: list(rule.ports).map(({ port }) => port),
    }));
}

/** Whether a rule that is about one pod means the other one. */
export function means(
  { peers }: Rule,
  { pod, other }: { pod: Pod; other: Pod },
  objects: readonly Rendered[],
): boolean {
  const [here, there] = [namespaceOf(pod, objects), namespaceOf(other, objects)];
  const means = ({ podSelector, namespaceSelector }: Manifest) => {
    if (podSelector === undefined && namespaceSelector === undefined) return false;
    const isSame = namespaceSelector === undefined && here === there;
    const labels = { "kubernetes.io/metadata.name": there };
    const isNamed =
      namespaceSelector !== undefined && matches(labels, namespaceSelector.matchLabels ?? {});
    return (isSame || isNamed) && matches(other.labels, podSelector?.matchLabels ?? {});
  };
  return peers.length === 0 || peers.some(means);
}

/**
 * Ports at which a client may reach a server: where it is let out and let in. None at all is every
 * port; where there is no way there is no list.
 */
export function portsBetween(
  client: Pod,
  server: Pod,
  objects: readonly Rendered[],
): number[] | undefined {
  const out = rulesOf(client, "egress", objects).filter((rule) =>
    means(rule, { pod: client, other: server }, objects),
  );
  const into = rulesOf(server, "ingress", objects).filter((rule) =>
    means(rule, { pod: server, other: client }, objects),
  );
  const isOpen = [out, into].every((rules) => rules.some(({ ports }) => ports.length === 0));
  const named = new Set([...out, ...into].flatMap(({ ports }) => ports));
  const common = [...named].filter((port) => opens(out, port) && opens(into, port));
  if (isOpen) return [];
  return common.length === 0 ? undefined : common;
}

/** Whether one of the rules is about a port. */
export function opens(rules: readonly Rule[], port: number): boolean {
  return rules.some(({ ports }) => ports.length === 0 || ports.includes(port));
}

/** The namespace that the object of a pod is in. */
export function namespaceOf({ of }: Pod, objects: readonly Rendered[]): string {
  const object = objects.find(
    ({ inputs, name }) => `${inputs.kind} ${inputs.metadata?.name ?? name}` === of,
  );
  return object?.inputs.metadata.namespace;
}
