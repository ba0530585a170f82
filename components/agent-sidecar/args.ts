import type * as k8s from "@pulumi/kubernetes";
import type { AgentArgs, AgentQueue, PodQueue } from "../kit/agent/args";
import type { NamedVolume } from "../kit/agent/container";
import type { Resources } from "../kit/size";

/** Arguments of `agentSidecar`. */
export interface AgentSidecarArgs extends AgentArgs {
  /** Version of the cluster, such as `1.30`; from 1.29 on, containers can outlive the program. */
  kubernetes: string;
  /** What it holds while the place it sends to is away. @default 300 batches in memory, for 300 seconds */
  queue?: AgentQueue<PodQueue>;
  /** @default 20m to 250m CPU, 96Mi to 256Mi */
  resources?: Resources;
  /** How long it may go on when the program has ended, in seconds; the pod has as much more time. @default 15 */
  drainSeconds?: number;
  /** Ports of its own, where those are taken. @default { health: 13133, metrics: 8888 } */
  ports?: { health?: number; metrics?: number };
}

type Spec = k8s.types.input.core.v1.PodSpec;
type Container = k8s.types.input.core.v1.Container;
type ContainerPort = k8s.types.input.core.v1.ContainerPort;

/** Spec of a pod whose shape is known: what is looked at are plain values. */
export interface ProgramPod extends Omit<Spec, keyof Looked> {
  containers: ProgramContainer[];
  initContainers?: ProgramContainer[];
  volumes?: NamedVolume[];
  hostNetwork?: boolean;
  terminationGracePeriodSeconds?: number;
}

type Looked = Pick<
  Spec,
  "containers" | "initContainers" | "volumes" | "hostNetwork" | "terminationGracePeriodSeconds"
>;

/** A container whose name and ports are known. */
export interface ProgramContainer extends Omit<Container, "name" | "ports"> {
  name: string;
  ports?: ProgramPort[];
}

/** A port whose number is known. */
export interface ProgramPort extends Omit<ContainerPort, "containerPort" | "protocol"> {
  containerPort: number;
  protocol?: "TCP" | "UDP" | "SCTP";
}
