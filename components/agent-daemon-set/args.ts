import type * as pulumi from "@pulumi/pulumi";
import type { AgentArgs, AgentQueue, PodQueue } from "../kit/agent/args";
import type { Callers } from "../kit/network";
import type { KubernetesAttributes } from "../kit/otel/kubernetes-attributes";
import type { Placement } from "../kit/placement";
import type { Resources } from "../kit/size";

/** Arguments of `AgentDaemonSet`. */
export interface AgentDaemonSetArgs extends AgentArgs {
  /** Namespace of every object but the rights; it must exist. */
  namespace: pulumi.Input<string>;
  /** How programs of the node reach it. @default { kind: "service" } */
  exposure?: AgentExposure;
  /** What it holds while the place it sends to is away. @default 400 batches in memory */
  queue?: AgentQueue<NodeQueue>;
  /**
   * Says of which pod, namespace and node spans are. Costs the right to read all pods, a token, and a watch
   * of the pods of its node. @default no
   */
  kubernetesAttributes?: Pick<KubernetesAttributes, "deployments">;
  /** @default 50m to 500m CPU, 96Mi to 384Mi */
  resources?: Resources;
  /** How long a pod goes on after it was told to end, in seconds: what is queued goes out. @default 30 */
  drainSeconds?: number;
  /**
   * Seconds before that, while programs of the node still send to it. Needs Kubernetes 1.30, because the
   * image has no program that could wait. @default none
   */
  preStopSeconds?: number;
  /** Who may send, besides pods of its namespace that are wired to it. @default nobody */
  callers?: readonly Callers[];
  /** Who may read its own metrics (8888), besides the wired components. @default nobody */
  scrapers?: readonly Callers[];
  podAnnotations?: Readonly<Record<string, string>>;
  /**
   * Which nodes; those that are not tolerated have no agent. Managed clusters may allow the priority in
   * `kube-system` alone: then name another one.
   * @default every node, before programs: `system-node-critical`
   */
  placement?: Placement;
}

/** How programs of a node reach the agent of that node. */
export type AgentExposure =
  /**
   * A Service that leads to the agent of the caller's node. Costs nothing on the node: pods are `restricted`,
   * and a new agent is ready before the old one goes. Where an agent is not ready, what its node sends is
   * dropped, never sent over the network.
   */
  | { kind: "service" }
  /**
   * Ports of each node, for programs that know nothing but its address. Costs them on every node: the namespace
   * must admit `privileged` pods, who may reach the node reaches the agent as far as `callers` go, and the old
   * agent goes before the new one comes, so that datagrams of that time are lost.
   */
  | { kind: "hostPort" }
  /**
   * The network of the node itself, where its plugin has no ports of nodes. Costs what `hostPort` costs, and
   * NetworkPolicies hold no more: whoever reaches the node may send, read its metrics and ask for its health.
   */
  | { kind: "hostNetwork" };

/** Queues that an agent of a node may have. */
export type NodeQueue =
  | PodQueue
  /**
   * In a folder of the node, which must exist and belong to user 10001: outlives the pod. Costs that the
   * namespace must admit `privileged` pods, and that the old agent goes before the new one comes.
   */
  | { kind: "node"; path: string };
