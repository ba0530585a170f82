import { type Manifest, type Pod, podsIn } from "../../components/kit/manifests";
import type { Rendered } from "../../components/kit/testing";
import { portsBetween, type Rule, rulesOf } from "../golden/policies";

/** Who calls whom. */
interface Edge {
  from: string;
  to: string;
  /** Every port, when there is none. */
  ports: readonly number[];
}

/**
 * Who may call whom, as a Mermaid flow chart: drawn from the NetworkPolicies, so that it cannot say
 * anything else than what the cluster enforces. The name service, which everybody asks, is left out.
 */
export function pictureOf(objects: readonly Rendered[]): string {
  const pods = podsIn(objects);
  const inside = pods.flatMap((client) =>
    pods.flatMap((server) => {
      const [from, to] = [nameOf(client), nameOf(server)];
      const ports = from === to ? undefined : portsBetween(client, server, objects);
      return ports === undefined ? [] : { from, to, ports };
    }),
  );
  const into = pods.flatMap((server) =>
    rulesOf(server, "ingress", objects).flatMap((rule) =>
      outsideOf(rule).map((from) => ({ from, to: nameOf(server), ports: rule.ports })),
    ),
  );
  const out = pods.flatMap((client) =>
    rulesOf(client, "egress", objects).flatMap((rule) =>
      outsideOf(rule).map((to) => ({ from: nameOf(client), to, ports: rule.ports })),
    ),
  );
  const outside = [...into.map(({ from }) => from), ...out.map(({ to }) => to)];
  const nodes = [
    ...pods.map((pod) => `  ${idOf(nameOf(pod))}["${nameOf(pod)}"]`),
    ...outside.map((name) => `  ${idOf(name)}(["${name}"])`),
  ];
  const edges = joined([...into, ...inside, ...out]).map(arrow);
  return ["```mermaid", "flowchart LR", ...new Set(nodes), ...edges, "```"].join("\n");
}

/** Peers of a rule that are no pods of the platform. */
function outsideOf({ peers }: Rule): string[] {
  return peers.length === 0 ? ["everyone"] : peers.flatMap(outsiderOf);
}

function outsiderOf({ ipBlock, namespaceSelector, podSelector }: Manifest): string[] {
  if (ipBlock !== undefined)
    return [ipBlock.cidr === "0.0.0.0/0" ? "any address" : `addresses in ${ipBlock.cidr}`];
  const isAny = podSelector?.matchLabels === undefined;
  if (namespaceSelector === undefined) return isAny ? ["every pod of the namespace"] : [];
  if (!isAny) return [];
  const labels = Object.entries<string>(namespaceSelector.matchLabels ?? {});
  if (labels.length === 0) return ["every pod of the cluster"];
  const told = labels.map(([key, value]) =>
    key === "kubernetes.io/metadata.name"
      ? `namespace ${value}`
      : `namespaces with ${key}: ${value}`,
  );
  return [told.join(", ")];
}

/** One edge for each pair, with the ports of all. */
function joined(edges: readonly Edge[]): Edge[] {
  const byPair = new Map<string, Edge>();
  for (const edge of edges) {
    const pair = `${edge.from} to ${edge.to}`;
    const { ports } = byPair.get(pair) ?? edge;
    const isAll = ports.length === 0 || edge.ports.length === 0;
    byPair.set(pair, { ...edge, ports: isAll ? [] : [...new Set([...ports, ...edge.ports])] });
  }
  return [...byPair.values()];
}

function arrow({ from, to, ports }: Edge): string {
  const label = ports.length === 0 ? "every port" : ports.join(", ");
  return `  ${idOf(from)} -- ${label} --> ${idOf(to)}`;
}

/** Without the kind and the hash of a Job: `skywalking-oap-init`. */
const nameOf = ({ of }: Pod) => of.replace(/^\S+ /, "").replace(/-[0-9a-f]{8}$/, "");

const idOf = (name: string) => name.replace(/[^A-Za-z0-9]+/g, "_");
