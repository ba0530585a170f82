import {
  fromCallers,
  fromClients,
  fromEndpoint,
  fromItself,
  networkPolicy,
  toAnywhere,
  toApiServer,
  toDns,
  toEndpoint,
  toItself,
} from "../kit/network";
import { callsApi } from "./access";
import type { Settled } from "./settled";
import { agentPort, outerCallers } from "./exposure";
import { answeringPorts, receivingPorts } from "./features";
import { named, type Own } from "./own";
import { targetsOf } from "./pod";
import { FEATURE_PORTS, type FeaturePort, OAP_PORTS } from "./ports";
import { storageTargets } from "./storage";

/** Exactly who talks to the serving pods, and to whom they talk. */
export function oapPolicy(own: Own) {
  const { labels, settled } = own;
  const { features, callers, readers, scrapers, exposure, coordinator } = settled;
  const agents = agentPort(settled).port;
  const sending = [agents, ...receivingPorts(features).map(number)];
  const asking = [OAP_PORTS.rest, ...answeringPorts(features).map(number)];
  // Whoever has a coordinator may meet others: a single pod does while an update replaces it.
  const cluster = coordinator.kind !== "standalone";
  const spec = networkPolicy(labels, {
    ingress: [
      ...(cluster ? [fromItself(labels, [OAP_PORTS.grpc])] : []),
      fromClients(labels, [...sending, ...asking, OAP_PORTS.metrics]),
      ...fromCallers(callers, sending),
      ...fromCallers(readers, asking),
      ...fromCallers(scrapers, [OAP_PORTS.metrics]),
      ...fromCallers(outerCallers(exposure), [agents]),
      // Consul asks each member how it is.
      ...(coordinator.kind === "consul"
        ? [fromEndpoint(coordinator.server, [OAP_PORTS.grpc])]
        : []),
    ],
    egress: [
      toDns(),
      ...(cluster ? [toItself(labels, [OAP_PORTS.grpc])] : []),
      ...targetsOf(settled).map(toEndpoint),
      ...(callsApi(settled) ? [toApiServer()] : []),
      ...hooksOf(settled),
    ],
  });
  return { metadata: named(own), spec };
}

/** The init Job calls the storage and is called by nobody. */
export function initPolicy({ name, init, settled }: Own) {
  const spec = networkPolicy(init, {
    ingress: [],
    egress: [toDns(), ...storageTargets(settled.storage).map(toEndpoint)],
  });
  const { namespace } = settled;
  return { metadata: { name: `${name}-init`, namespace, labels: init.labels }, spec };
}

/** Addresses of hooks are secret, so the way out is by the port of https; others are in `reaches`. */
function hooksOf({ alarms }: Settled) {
  const hooks = Object.values(alarms?.hooks ?? {});
  return [
    ...hooks.flatMap((hook) => (hook.kind === "grpc" ? [toEndpoint(hook.target)] : [])),
    ...(hooks.some(({ kind }) => kind !== "grpc") ? [toAnywhere([443])] : []),
  ];
}

function number(port: FeaturePort): number {
  return FEATURE_PORTS[port];
}
