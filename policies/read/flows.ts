import {
  type KubernetesObject,
  list,
  type Manifest,
  namespaceOf,
  type Pod,
  selects,
} from "../objects";
import type { OwnedPod, Stack } from "../stack";

/** Into a pod, or out of it. */
export type Way = "ingress" | "egress";

/** A connection: who dials whom, at which port of its pod. */
export interface Flow {
  readonly client: OwnedPod;
  readonly server: OwnedPod;
  readonly port: number;
  readonly protocol: string;
}

/** Policies that rule one way of a pod; without any, everything may pass. */
export function policiesOn(pod: OwnedPod, way: Way, stack: Stack): readonly KubernetesObject[] {
  return stack
    .ofKind("NetworkPolicy")
    .filter(
      (policy) =>
        namespaceOf(policy) === namespaceOf(pod.of) &&
        governs(policy, way) &&
        selects(policy.manifest.spec?.podSelector, pod.metadata.labels),
    );
}

/** Whether a policy is about one way; without `policyTypes`, Egress is when it has such rules. */
export function governs({ manifest }: KubernetesObject, way: Way): boolean {
  const { policyTypes, egress } = manifest.spec ?? {};
  const types =
    list(policyTypes).length > 0 ? list(policyTypes) : ["Ingress", ...(egress ? ["Egress"] : [])];
  return types.includes(way === "ingress" ? "Ingress" : "Egress");
}

/** Whether the policies of one side let a connection pass. */
export function lets(way: Way, flow: Flow, stack: Stack): boolean {
  const [pod, other] = way === "ingress" ? [flow.server, flow.client] : [flow.client, flow.server];
  const policies = policiesOn(pod, way, stack);
  return (
    policies.length === 0 ||
    policies.some((policy) =>
      list(policy.manifest.spec[way]).some(
        (rule) =>
          isAbout(rule, flow) &&
          (peersOf(rule, way).length === 0 ||
            peersOf(rule, way).some((peer) => means(peer, { policy, other }, stack))),
      ),
    )
  );
}

/** Peers of a rule; none is everybody. */
export function peersOf(rule: Manifest, way: Way): Manifest[] {
  return list(rule[way === "ingress" ? "from" : "to"]);
}

/** Whether a peer of a policy means a pod. */
export function means(
  { podSelector, namespaceSelector, ipBlock }: Manifest,
  { policy, other }: { policy: KubernetesObject; other: OwnedPod },
  stack: Stack,
): boolean {
  if (ipBlock) return isEverywhere(ipBlock);
  const there = namespaceOf(other.of);
  const isThere = namespaceSelector
    ? selects(namespaceSelector, labelsOfNamespace(there, stack))
    : there === namespaceOf(policy);
  return isThere && selects(podSelector ?? {}, other.metadata.labels);
}

/** Whether a block is the whole Internet. */
export function isEverywhere(ipBlock: Manifest): boolean {
  return /\/0$/.test(String(ipBlock?.cidr));
}

/** Labels of a namespace, with the one that Kubernetes gives. */
export function labelsOfNamespace(name: string | undefined, stack: Stack): Manifest {
  const object = name === undefined ? undefined : stack.find("Namespace", name);
  return { ...object?.manifest.metadata?.labels, "kubernetes.io/metadata.name": name };
}

/** Whether a rule is about the port of a flow; a name is looked up in the pod that serves. */
export function isAbout(rule: Manifest, { server, port, protocol }: Omit<Flow, "client">): boolean {
  const ports = list(rule.ports);
  return (
    ports.length === 0 ||
    ports.some((one) => {
      if ((one.protocol ?? "TCP") !== protocol) return false;
      if (one.port === undefined) return true;
      const first = typeof one.port === "string" ? portNamed(one.port, server) : Number(one.port);
      return first !== undefined && port >= first && port <= Number(one.endPort ?? first);
    })
  );
}

function portNamed(name: string, { spec }: OwnedPod): number | undefined {
  return list(spec.containers)
    .flatMap((container) => list(container.ports))
    .find((port) => port.name === name)?.containerPort;
}

/** Whether a pod may reach an address outside of the stack at a port. */
export function letsOutside(
  client: OwnedPod,
  { port, holds }: { port: number; holds: (cidr: string) => boolean },
  stack: Stack,
): boolean {
  const policies = policiesOn(client, "egress", stack);
  return (
    policies.length === 0 ||
    policies
      .flatMap(({ manifest }) => list(manifest.spec.egress))
      .filter((rule) => isAbout(rule, { server: client, port, protocol: "TCP" }))
      .some((rule) => {
        const peers = peersOf(rule, "egress");
        return (
          peers.length === 0 || peers.some(({ ipBlock }) => ipBlock && holds(String(ipBlock.cidr)))
        );
      })
  );
}

/** Whether a block of IPv4 addresses holds one. */
export function blockHolds(cidr: string, address: string): boolean {
  const [base = "", size = "32"] = cidr.split("/");
  const shift = 2 ** (32 - Number(size));
  return Math.floor(numberOf(base) / shift) === Math.floor(numberOf(address) / shift);
}

function numberOf(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** Whether a peer means pods like this one, which a label of theirs tells. */
export function isLike({ podSelector, namespaceSelector }: Manifest, pod: Pod): boolean {
  return (
    Object.keys(podSelector ?? {}).length > 0 &&
    !namespaceSelector &&
    selects(podSelector, pod.metadata.labels)
  );
}
