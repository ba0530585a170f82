import type { Problem } from "../kit/refusal";
import { mostOf, type Scale, scaleChecks } from "../kit/scale";

/** Whether all pods do the same work. */
export type Topology =
  /** Every pod receives, aggregates and stores. */
  | { kind: "mixed"; scale: Scale }
  /**
   * Pods that receive, and pods that aggregate and store.
   * @experimental With the Kubernetes coordinator of 10.4 a receiver keeps a share of the
   * aggregation for itself.
   * @see https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/advanced-deployment/
   */
  | { kind: "split"; receivers: Scale; aggregators: Scale };

/** One Deployment and its part in the cluster. */
export interface Role {
  /** Follows the name of the component in the names of its objects. */
  suffix: "" | "-receiver" | "-aggregator";
  component: "mixed" | "receiver" | "aggregator";
  /** `SW_CORE_ROLE`. */
  core: "Mixed" | "Receiver" | "Aggregator";
  scale: Scale;
  /** Takes the calls of agents and users. */
  front: boolean;
  /** Aggregates for others, so the coordinator must find it. */
  member: boolean;
}

const MIXED = {
  suffix: "",
  component: "mixed",
  core: "Mixed",
  front: true,
  member: true,
} as const;

const RECEIVER = {
  suffix: "-receiver",
  component: "receiver",
  core: "Receiver",
  front: true,
  member: false,
} as const;

const AGGREGATOR = {
  suffix: "-aggregator",
  component: "aggregator",
  core: "Aggregator",
  front: false,
  member: true,
} as const;

/** The Deployments of a topology. */
export function rolesOf(topology: Topology): Role[] {
  return topology.kind === "mixed"
    ? [{ ...MIXED, scale: topology.scale }]
    : [
        { ...RECEIVER, scale: topology.receivers },
        { ...AGGREGATOR, scale: topology.aggregators },
      ];
}

/** Part of the pods that take calls. */
export function frontOf(topology: Topology): "mixed" | "receiver" {
  return topology.kind === "mixed" ? MIXED.component : RECEIVER.component;
}

/** Whether more than one pod can run, so that they must know each other. */
export function isCluster(topology: Topology): boolean {
  return topology.kind === "split" || mostOf(topology.scale) > 1;
}

/** Checks for `refuse`. */
export function topologyChecks(topology: Topology): (true | Problem)[] {
  return topology.kind === "mixed"
    ? below("topology.scale", topology.scale)
    : [
        ...below("topology.receivers", topology.receivers),
        ...below("topology.aggregators", topology.aggregators),
      ];
}

function below(path: string, scale: Scale): (true | Problem)[] {
  return scaleChecks(scale).map(
    (check) => check === true || { ...check, field: check.field.replace(/^scale/, path) },
  );
}
