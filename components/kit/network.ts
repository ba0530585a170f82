import type * as k8s from "@pulumi/kubernetes";
import type { Endpoint } from "./endpoint";
import { clientLabel } from "./endpoint";
import type { Labels, Selector } from "./labels";

type Ingress = k8s.types.input.networking.v1.NetworkPolicyIngressRule;
type Egress = k8s.types.input.networking.v1.NetworkPolicyEgressRule;
type Peer = k8s.types.input.networking.v1.NetworkPolicyPeer;

/** Who may call, besides the components that are wired to the workload. */
export type Callers =
  /** Every pod of the workload's own namespace. */
  | { kind: "namespace" }
  /** Every pod of the namespaces with these labels. */
  | { kind: "namespaces"; labels: Readonly<Record<string, string>> }
  /** Every pod of the cluster. */
  | { kind: "cluster" }
  /** Addresses, such as those of nodes, load balancers or a company network. */
  | { kind: "cidrs"; cidrs: readonly string[] };

/**
 * Spec of a NetworkPolicy that closes the workload in both directions and then opens `ingress` and
 * `egress`. One policy a workload, selected by its instance label alone.
 */
export function networkPolicy(labels: Labels, rules: { ingress: Ingress[]; egress: Egress[] }) {
  return {
    podSelector: { matchLabels: instanceOf(labels.selector) },
    policyTypes: ["Ingress", "Egress"],
    ...rules,
  };
}

/** Lets in, on these ports, the pods that carry the client label of the workload. */
export function fromClients(labels: Labels, ports: readonly number[]): Ingress {
  return {
    from: [{ podSelector: { matchLabels: clientLabel(labels.selector) } }],
    ports: tcp(ports),
  };
}

/** Lets in, on these ports, the pods of the workload itself: cluster members. */
export function fromItself(labels: Labels, ports: readonly number[]): Ingress {
  return {
    from: [{ podSelector: { matchLabels: instanceOf(labels.selector) } }],
    ports: tcp(ports),
  };
}

/** Lets in, on these ports, an endpoint that calls back, such as a registry that checks its members. */
export function fromEndpoint(endpoint: Endpoint, ports: readonly number[]): Ingress {
  return { from: [peerOf(endpoint)], ports: tcp(ports) };
}

/** Lets in callers that no component stands for. None is no rule at all, not a rule for everyone. */
export function fromCallers(callers: readonly Callers[], ports: readonly number[]): Ingress[] {
  const from = callers.flatMap(peersOf);
  return from.length === 0 ? [] : [{ from, ports: tcp(ports) }];
}

/**
 * Lets in the Kubernetes API server, which is not a pod and calls from an address of the cluster's own:
 * the rule is by port, for servers that ask who calls.
 */
export function fromApiServer(ports: readonly number[]): Ingress {
  return { from: [ANY_ADDRESS], ports: tcp(ports) };
}

/** Lets out to the pods of the workload itself. */
export function toItself(labels: Labels, ports: readonly number[]): Egress {
  return { to: [{ podSelector: { matchLabels: instanceOf(labels.selector) } }], ports: tcp(ports) };
}

/** Lets out to an endpoint: to its pods, or to its port at any address when it is outside. */
export function toEndpoint(endpoint: Endpoint): Egress {
  return { to: [peerOf(endpoint)], ports: tcp([endpoint.pods?.port ?? endpoint.port]) };
}

/** Lets out to these ports at any address: for places whose address is not known here. */
export function toAnywhere(ports: readonly number[]): Egress {
  return { to: [ANY_ADDRESS], ports: tcp(ports) };
}

/** Lets out to the cluster's name service. @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/ */
export function toDns(): Egress {
  return {
    to: [
      {
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
        podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
      },
    ],
    ports: [
      { protocol: "UDP", port: 53 },
      { protocol: "TCP", port: 53 },
    ],
  };
}

/**
 * Lets out to the Kubernetes API server, which is not a pod. Its address is the cluster's secret,
 * so the rule is by port; most network plugins apply it after the Service address is resolved,
 * hence both usual ports.
 */
export function toApiServer(): Egress {
  return { to: [ANY_ADDRESS], ports: tcp([443, 6443]) };
}

const ANY_ADDRESS = { ipBlock: { cidr: "0.0.0.0/0" } };

function peerOf({ pods }: Endpoint): Peer {
  if (pods === undefined) return ANY_ADDRESS;
  return {
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": pods.namespace } },
    podSelector: { matchLabels: instanceOf(pods.selector) },
  };
}

function peersOf(callers: Callers): Peer[] {
  switch (callers.kind) {
    case "namespace":
      return [{ podSelector: {} }];
    case "namespaces":
      return [{ namespaceSelector: { matchLabels: { ...callers.labels } } }];
    case "cluster":
      return [{ namespaceSelector: {} }];
    case "cidrs":
      return callers.cidrs.map((cidr) => ({ ipBlock: { cidr } }));
  }
}

function tcp(ports: readonly number[]) {
  return ports.map((port) => ({ protocol: "TCP", port }));
}

function instanceOf(selector: Selector) {
  const key = "app.kubernetes.io/instance";
  return { [key]: selector[key] };
}
