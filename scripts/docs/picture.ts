import {
  list,
  type Manifest,
  matches,
  ofKind,
  type Pod,
  podsIn,
} from "../../components/kit/manifests";
import type { Rendered } from "../../components/kit/testing";

/**
 * Who may call whom, as a Mermaid flow chart: drawn from the NetworkPolicies, so that it cannot say
 * anything else than what the cluster enforces.
 */
export function pictureOf(objects: readonly Rendered[]): string {
  const pods = podsIn(objects);
  const edges = pods.flatMap((server) =>
    rulesInto(server, objects).flatMap(({ from, ports }) =>
      list(from)
        .flatMap((peer) => callersOf(peer, pods))
        .filter((caller) => caller !== nameOf(server))
        .map((caller) => `  ${idOf(caller)} -- ${portsOf(ports)} --> ${idOf(nameOf(server))}`),
    ),
  );
  const outside = pods.flatMap((server) =>
    rulesInto(server, objects).flatMap(({ from }) => list(from).flatMap(outsideOf)),
  );
  const nodes = [
    ...pods.map((pod) => `  ${idOf(nameOf(pod))}["${nameOf(pod)}"]`),
    ...outside.map((name) => `  ${idOf(name)}(["${name}"])`),
  ];
  return ["```mermaid", "flowchart LR", ...unique(nodes), ...unique(edges), "```"].join("\n");
}

function rulesInto({ labels }: Pod, objects: readonly Rendered[]): Manifest[] {
  return ofKind(objects, "NetworkPolicy")
    .filter(({ inputs }) => {
      const selector = inputs.spec.podSelector.matchLabels;
      return selector !== undefined && matches(labels, selector);
    })
    .flatMap(({ inputs }) => list(inputs.spec.ingress));
}

function callersOf(peer: Manifest, pods: readonly Pod[]): string[] {
  const outside = outsideOf(peer);
  if (outside.length > 0) return outside;
  const selector = peer.podSelector.matchLabels ?? {};
  return pods.filter(({ labels }) => matches(labels, selector)).map(nameOf);
}

/** Callers that are no pods of the platform. */
function outsideOf({ ipBlock, namespaceSelector, podSelector }: Manifest): string[] {
  if (ipBlock !== undefined) return [`addresses in ${ipBlock.cidr}`];
  if (namespaceSelector === undefined || podSelector !== undefined) return [];
  const [label] = Object.entries<string>(namespaceSelector.matchLabels ?? {});
  if (label === undefined) return ["every pod of the cluster"];
  const [key, value] = label;
  return key === "kubernetes.io/metadata.name"
    ? [`namespace ${value}`]
    : [`namespaces with ${key}`];
}

/** Without the kind and the hash of a Job: `skywalking-oap-init`. */
const nameOf = ({ of }: Pod) => of.replace(/^\S+ /, "").replace(/-[0-9a-f]{8}$/, "");

const idOf = (name: string) => name.replace(/[^A-Za-z0-9]+/g, "_");

const portsOf = (ports: Manifest) =>
  list(ports)
    .map(({ port }) => port)
    .join(", ");

const unique = (lines: readonly string[]) => [...new Set(lines)];
