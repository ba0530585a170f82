import type { Endpoint } from "../kit/endpoint";
import type { Labels } from "../kit/labels";
import { fromCallers, fromClients, networkPolicy, toDns, toEndpoint } from "../kit/network";
import { outerCallers } from "./exposure";
import { serversOf } from "./servers";
import { HEALTH_PORT, type Settled } from "./settled";

/** Every place that the gateway calls, each once. */
export function calleesOf({ routes }: Settled): Endpoint[] {
  return [...new Set(Object.values(routes).flatMap(({ upstream }) => serversOf(upstream)))];
}

/** Exactly who calls, and who is called. */
export function policySpec(labels: Labels, settled: Settled) {
  const { routes, exposure, scrapers } = settled;
  const ports = Object.values(routes).map(({ port }) => port);
  return networkPolicy(labels, {
    ingress: [
      fromClients(labels, ports),
      ...Object.entries(routes).flatMap(([name, { port, callers = [] }]) =>
        fromCallers([...callers, ...outerCallers(exposure, name)], [port]),
      ),
      ...fromCallers(scrapers, [HEALTH_PORT]),
    ],
    egress: [toDns(), ...calleesOf(settled).map(toEndpoint)],
  });
}
