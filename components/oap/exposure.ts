import { behindLoadBalancer } from "../kit/exposure";
import type { Callers } from "../kit/network";
import type { Problem } from "../kit/refusal";
import { NAMING_PORT, OAP_PORTS, RECEIVER_PORT } from "./ports";

/** How agents outside of the cluster reach OAP: through a Service of its own, beside the inner one. */
export type OapExposure =
  /** Not at all. */
  | { kind: "clusterIP" }
  /**
   * Ports of every node, 30000 to 32767: for agents, for GraphQL and HTTP, and for agents that still
   * dial 10800, the naming port that is gone since 6.0. A node passes calls on under its own
   * address, so that is the one that `callers` and `readers` must contain.
   */
  | { kind: "nodePort"; grpc: number; rest: number; naming?: number }
  /** A load balancer of the cloud for agents alone, open to these networks. */
  | {
      kind: "loadBalancer";
      sourceRanges: readonly string[];
      annotations?: Readonly<Record<string, string>>;
    };

/** Name and number of the port that agents dial. */
export function agentPort({ mtls }: { mtls?: unknown }) {
  return mtls === undefined
    ? ({ name: "grpc", port: OAP_PORTS.grpc } as const)
    : ({ name: "grpc-receiver", port: RECEIVER_PORT } as const);
}

/** Metadata and spec of the outer Service; absent when nothing is outside. */
export function outerSpec(exposure: OapExposure, agents: { name: string; port: number }) {
  const grpc = { ...agents, targetPort: agents.name, appProtocol: "grpc" };
  switch (exposure.kind) {
    case "clusterIP":
      return undefined;
    case "nodePort": {
      const rest = { name: "rest", port: OAP_PORTS.rest, targetPort: "rest", appProtocol: "http" };
      const naming = { ...grpc, name: "grpc-naming", port: NAMING_PORT };
      return {
        metadata: {},
        spec: {
          type: "NodePort",
          ports: [
            { ...grpc, nodePort: exposure.grpc },
            { ...rest, nodePort: exposure.rest },
            ...(exposure.naming === undefined ? [] : [{ ...naming, nodePort: exposure.naming }]),
          ],
        },
      };
    }
    case "loadBalancer":
      return {
        metadata: exposure.annotations ? { annotations: { ...exposure.annotations } } : {},
        spec: {
          ...behindLoadBalancer(exposure.sourceRanges),
          ports: [grpc],
        },
      };
  }
}

/** Who comes in by the exposure itself, besides the callers that are given. */
export function outerCallers(exposure: OapExposure): Callers[] {
  return exposure.kind === "loadBalancer" ? [{ kind: "cidrs", cidrs: exposure.sourceRanges }] : [];
}

/** Checks for `refuse`. */
export function exposureChecks(given: {
  exposure: OapExposure;
  callers: readonly Callers[];
  readers: readonly Callers[];
}): (true | Problem)[] {
  const { exposure, callers, readers } = given;
  switch (exposure.kind) {
    case "clusterIP":
      return [];
    case "nodePort": {
      const { grpc, rest, naming } = exposure;
      const ports = naming === undefined ? [grpc, rest] : [grpc, rest, naming];
      const want = '[{ kind: "cidrs", cidrs: […] }], the networks of the nodes';
      return [
        nodePort("exposure.grpc", grpc),
        nodePort("exposure.rest", rest),
        naming === undefined || nodePort("exposure.naming", naming),
        new Set(ports).size === ports.length || {
          field: "exposure",
          got: ports,
          want: "a port of its own for each of grpc, rest and naming",
        },
        callers.length > 0 || { field: "callers", got: callers, want },
        readers.length > 0 || { field: "readers", got: readers, want },
      ];
    }
    case "loadBalancer": {
      const { sourceRanges } = exposure;
      const want = 'the networks that agents call from, such as ["10.0.0.0/8"]';
      return [
        sourceRanges.length > 0 || { field: "exposure.sourceRanges", got: sourceRanges, want },
      ];
    }
  }
}

function nodePort(field: string, port: number): true | Problem {
  const holds = Number.isInteger(port) && port >= 30000 && port <= 32767;
  return holds || { field, got: port, want: "a port from 30000 to 32767" };
}
