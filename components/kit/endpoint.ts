import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Selector } from "./labels";

/** What is spoken at an endpoint; `https` and `grpcs` are behind TLS, `tcp` is a protocol of its own. */
export type Protocol = "http" | "https" | "grpc" | "grpcs" | "tcp";

/** Pods that a NetworkPolicy can name. */
export interface Pods {
  readonly namespace: pulumi.Output<string>;
  readonly selector: Selector;
  /** Port that the pods answer on: policies see this one, clients see the Service's. */
  readonly port: number;
}

/** A place a client can connect to: the only thing components tell each other. */
export interface Endpoint {
  readonly host: pulumi.Output<string>;
  readonly port: number;
  /** `host:port`. */
  readonly address: pulumi.Output<string>;
  readonly speaks: Protocol;
  /** The pods behind it, for the egress rule of its clients; absent outside the cluster. */
  readonly pods?: Pods;
  /** Labels that admit a client's pods: the server's NetworkPolicy lets in whoever carries them. */
  readonly admits: Readonly<Record<string, string>>;
}

/** Where a Service leads: its pods, and the port and protocol they answer in. */
export interface Served {
  port: number;
  speaks: Protocol;
  selector: Selector;
  /** Port of the pods when it differs from the Service's. */
  targetPort?: number;
}

/**
 * A place inside this cluster. The host is read from the Service object, which comes after its pods: so
 * whoever uses it waits until they are ready.
 */
export function endpointOf(service: k8s.core.v1.Service, served: Served): Endpoint {
  const { name, namespace } = service.metadata;
  const host = pulumi.interpolate`${name}.${namespace}.svc`;
  return {
    host,
    port: served.port,
    address: pulumi.interpolate`${host}:${served.port}`,
    speaks: served.speaks,
    pods: { namespace, selector: served.selector, port: served.targetPort ?? served.port },
    admits: clientLabel(served.selector),
  };
}

/** A place outside this stack: `endpointAt("es.example.com", 9200, "https")`. */
export function endpointAt(host: pulumi.Input<string>, port: number, speaks: Protocol): Endpoint {
  return {
    host: pulumi.output(host),
    port,
    address: pulumi.interpolate`${host}:${port}`,
    speaks,
    admits: {},
  };
}

/** Labels that let a pod into every place that it calls. */
export function admissions(callees: readonly Endpoint[]): Record<string, string> {
  return Object.fromEntries(callees.flatMap(({ admits }) => Object.entries(admits)));
}

/** Address with scheme: `http://oap.tracing.svc:12800`. */
export function urlOf(endpoint: Endpoint): pulumi.Output<string> {
  const scheme = endpoint.speaks === "https" || endpoint.speaks === "grpcs" ? "https" : "http";
  return pulumi.interpolate`${scheme}://${endpoint.address}`;
}

/** The label that a client of these pods carries: `kube-tracing.io/client-of-oap: "true"`. */
export function clientLabel(selector: Selector): Record<string, string> {
  return { [`kube-tracing.io/client-of-${selector["app.kubernetes.io/instance"]}`]: "true" };
}
