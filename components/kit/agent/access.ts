import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { JaegerProtocol } from "../otel/jaeger-receiver";
import type { AgentArgs, OtlpProtocol } from "./args";

type EnvVar = k8s.types.input.core.v1.EnvVar;

/** Where a program finds its agent. */
export type AgentAddress =
  /** In its own pod: a sidecar. */
  | { kind: "localhost" }
  /** At the address of its node: an agent with ports of the node. */
  | { kind: "node" }
  /** Behind a Service, which leads to the agent of the same node. */
  | { kind: "service"; host: pulumi.Input<string> };

/** How programs reach an agent: what `jaegerClientEnv` and `otlpEnv` turn into variables. */
export interface AgentAccess {
  readonly at: AgentAddress;
  readonly otlp: readonly OtlpProtocol[];
  readonly jaeger: readonly JaegerProtocol[];
  /** Whether it tells how often to trace. */
  readonly sampling: boolean;
}

/** How programs in the same pod reach a sidecar with these arguments. */
export function sidecarAccess(agent: Pick<AgentArgs, "receives" | "sampling"> = {}): AgentAccess {
  return accessOf({ kind: "localhost" }, agent);
}

/** How programs reach an agent at an address. */
export function accessOf(
  at: AgentAddress,
  { receives, sampling }: Pick<AgentArgs, "receives" | "sampling">,
): AgentAccess {
  const { otlp = ["grpc", "http"], jaeger = [] } = receives ?? {};
  return { at, otlp, jaeger, sampling: sampling !== undefined };
}

/** Variable with the address of the node; those that use it stand behind it. */
const NODE_IP: EnvVar = {
  name: "NODE_IP",
  valueFrom: { fieldRef: { fieldPath: "status.hostIP" } },
};

/** The host to put into other variables, and what must stand before them. */
export function hostOf(at: AgentAddress): { before: EnvVar[]; host: pulumi.Input<string> } {
  switch (at.kind) {
    case "localhost":
      // A program may take "localhost" for ::1, where nobody listens.
      return { before: [], host: "127.0.0.1" };
    case "node":
      return { before: [NODE_IP], host: "$(NODE_IP)" };
    case "service":
      return { before: [], host: at.host };
  }
}
