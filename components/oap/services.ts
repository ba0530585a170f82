import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { after } from "../kit/after";
import { type Endpoint, endpointOf } from "../kit/endpoint";
import { type Ports, servicePorts } from "../kit/ports";
import { agentPort, outerSpec } from "./exposure";
import { featurePorts } from "./features";
import { componentOf } from "./labels";
import { named, type Own } from "./own";
import { type FeaturePort, OAP_PORTS, RECEIVER_PORT } from "./ports";
import type { Settled } from "./settled";
import { frontOf } from "./topology";

/** Ports that clients dial. */
function clientPorts({ mtls, features }: Settled): Ports {
  return {
    grpc: OAP_PORTS.grpc,
    ...(mtls === undefined ? {} : { "grpc-receiver": RECEIVER_PORT }),
    rest: OAP_PORTS.rest,
    ...featurePorts(features),
  };
}

/** Ports that the container opens. */
export function openPorts(settled: Settled): Ports {
  return { ...clientPorts(settled), metrics: OAP_PORTS.metrics };
}

/**
 * The Services: the one that everybody in the cluster dials; two without an address, which lead to
 * each pod by itself; and the one that leads in from outside, if any. That one is on its own so that
 * it opens nothing else, and metrics never.
 *
 * @param workloads come before them
 */
export function services(own: Own, workloads: readonly pulumi.Resource[]) {
  const { labels, settled } = own;
  const all = after(labels.selector, workloads);
  const front = after({ ...labels.selector, ...componentOf(frontOf(settled.topology)) }, workloads);
  const agents = agentPort(settled);
  const outer = outerSpec(settled.exposure, agents);
  return {
    inner: {
      metadata: named(own),
      spec: { selector: front, ports: servicePorts(clientPorts(settled)) },
    },
    members: {
      metadata: named(own, "-members"),
      spec: {
        clusterIP: "None",
        selector: front,
        ports: servicePorts({ [agents.name]: agents.port }),
      },
    },
    telemetry: {
      metadata: named(own, "-telemetry"),
      spec: {
        clusterIP: "None",
        selector: all,
        ports: servicePorts({ metrics: OAP_PORTS.metrics }),
      },
    },
    outer: outer && {
      metadata: { ...named(own, "-external"), ...outer.metadata },
      spec: { ...outer.spec, selector: front },
    },
  };
}

/** Where the Services lead. */
export function endpoints(
  { labels: { selector }, settled }: Own,
  service: Readonly<Record<"inner" | "members" | "telemetry", k8s.core.v1.Service>>,
) {
  const { grpc, mtls, features } = settled;
  const core = grpc.tls === undefined ? "grpc" : "grpcs";
  const http = (port: number) => endpointOf(service.inner, { port, speaks: "http", selector });
  const opened: Partial<Record<FeaturePort, Endpoint>> = Object.fromEntries(
    Object.entries(featurePorts(features)).map(([name, port]) => [name, http(port)]),
  );
  return {
    grpc: endpointOf(service.inner, { port: OAP_PORTS.grpc, speaks: core, selector }),
    rest: http(OAP_PORTS.rest),
    receiver: mtls && endpointOf(service.inner, { port: RECEIVER_PORT, speaks: "grpcs", selector }),
    members: endpointOf(service.members, {
      port: agentPort(settled).port,
      speaks: mtls === undefined ? core : "grpcs",
      // Whoever looks the pods up by it finds those that receive, as the Service does.
      selector: { ...selector, ...componentOf(frontOf(settled.topology)) },
    }),
    telemetry: endpointOf(service.telemetry, {
      port: OAP_PORTS.metrics,
      speaks: "http",
      selector,
    }),
    features: opened,
  };
}
