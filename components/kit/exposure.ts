import type * as pulumi from "@pulumi/pulumi";
import { NOT_AWAITED } from "./await";
import type { Metadata } from "./metadata";
import type { Callers } from "./network";
import { type Ports, servicePorts } from "./ports";
import type { Problem } from "./refusal";

/** How people reach a web page from outside. One way, not several. */
export type Exposure =
  /** Not at all: `kubectl port-forward` only. */
  | { kind: "clusterIP" }
  /**
   * A port of every node, 30000 to 32767. A node passes calls on under its own address, so that is
   * the one that `callers` must contain.
   */
  | { kind: "nodePort"; nodePort: number }
  /** A load balancer of the cloud, open to these networks only. */
  | {
      kind: "loadBalancer";
      sourceRanges: readonly string[];
      annotations?: Readonly<Record<string, string>>;
    }
  /** An Ingress of an existing class; `tlsSecret` ends TLS there. */
  | {
      kind: "ingress";
      host: string;
      className: string;
      tlsSecret?: string;
      annotations?: Readonly<Record<string, string>>;
    }
  /** An HTTPRoute at an existing Gateway. */
  | {
      kind: "gateway";
      host: string;
      gateway: { name: string; namespace: string; section?: string };
      /** What the Gateway's listener speaks. @default "https" */
      scheme?: "http" | "https";
    };

/** Checks for `refuse`; `callers` are those that the NetworkPolicy of the page lets in. */
export function exposureChecks(
  exposure: Exposure,
  callers: readonly Callers[],
): (true | Problem)[] {
  switch (exposure.kind) {
    case "clusterIP":
      return [];
    case "nodePort":
      return [
        isNodePort(exposure.nodePort) || {
          field: "exposure.nodePort",
          got: exposure.nodePort,
          want: "a port from 30000 to 32767",
        },
        calledBy(callers, '[{ kind: "cidrs", cidrs: […] }], the networks of the nodes and users'),
      ];
    case "loadBalancer":
      return [
        exposure.sourceRanges.length > 0 || {
          field: "exposure.sourceRanges",
          got: exposure.sourceRanges,
          want: 'the networks that may open it, such as ["10.0.0.0/8"]',
        },
      ];
    case "ingress":
    case "gateway":
      return [
        HOST_NAME.test(exposure.host) || {
          field: "exposure.host",
          got: exposure.host,
          want: "a host name such as tracing.example.com, without scheme and port",
        },
        calledBy(callers, '[{ kind: "namespaces", labels: {…} }], where the controller runs'),
      ];
  }
}

/** The part of a Service's spec that the exposure decides: type and ports. */
export function exposedService(exposure: Exposure, ports: Ports) {
  switch (exposure.kind) {
    case "nodePort": {
      const { nodePort } = exposure;
      return {
        type: "NodePort",
        ports: servicePorts(ports).map((port) => ({ ...port, nodePort })),
      };
    }
    case "loadBalancer":
      return { ...behindLoadBalancer(exposure.sourceRanges), ports: servicePorts(ports) };
    case "clusterIP":
    case "ingress":
    case "gateway":
      return { type: "ClusterIP", ports: servicePorts(ports) };
  }
}

/** The part of a Service's spec that puts it behind a load balancer, open to these networks only. */
export function behindLoadBalancer(sourceRanges: readonly string[]) {
  return {
    type: "LoadBalancer",
    loadBalancerSourceRanges: [...sourceRanges],
    // The pods' NetworkPolicy must see the callers' addresses, not the nodes'.
    externalTrafficPolicy: "Local",
  };
}

/** Who comes in by the exposure itself, besides the callers that are given. */
export function exposureCallers(exposure: Exposure): Callers[] {
  return exposure.kind === "loadBalancer" ? [{ kind: "cidrs", cidrs: exposure.sourceRanges }] : [];
}

/** Address that people type, where the exposure alone decides it. */
export function publicUrl(exposure: Exposure): string | undefined {
  switch (exposure.kind) {
    case "ingress":
      return `${exposure.tlsSecret === undefined ? "http" : "https"}://${exposure.host}`;
    case "gateway":
      return `${exposure.scheme ?? "https"}://${exposure.host}`;
    case "clusterIP":
    case "nodePort":
    case "loadBalancer":
      return undefined;
  }
}

/** Where everything at the host goes: one port of a Service. */
interface Backend {
  name: pulumi.Input<string>;
  port: number;
}

/**
 * Ingress that sends everything at the host to one port of a Service. Pulumi does not wait for it:
 * some controllers never publish an address, and the host is known anyway.
 */
export function ingress(
  { host, className, tlsSecret, annotations }: Extract<Exposure, { kind: "ingress" }>,
  metadata: Metadata,
  { name, port }: Backend,
) {
  const backend = { service: { name, port: { number: port } } };
  return {
    metadata: { ...metadata, annotations: { ...NOT_AWAITED, ...annotations } },
    spec: {
      ingressClassName: className,
      ...(tlsSecret === undefined ? {} : { tls: [{ hosts: [host], secretName: tlsSecret }] }),
      rules: [{ host, http: { paths: [{ path: "/", pathType: "Prefix", backend }] } }],
    },
  };
}

/**
 * HTTPRoute that sends everything at the host to one port of a Service.
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec (v1)
 */
export function httpRoute(
  { host, gateway }: Extract<Exposure, { kind: "gateway" }>,
  metadata: Metadata,
  backend: Backend,
) {
  const { name, namespace, section } = gateway;
  const parent = { name, namespace, ...(section === undefined ? {} : { sectionName: section }) };
  return {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata,
    spec: { parentRefs: [parent], hostnames: [host], rules: [{ backendRefs: [backend] }] },
  };
}

const HOST_NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

function isNodePort(port: number): boolean {
  return Number.isInteger(port) && port >= 30000 && port <= 32767;
}

function calledBy(callers: readonly Callers[], example: string): true | Problem {
  const want = `who may open the page, such as ${example}`;
  return callers.length > 0 || { field: "callers", got: callers, want };
}
