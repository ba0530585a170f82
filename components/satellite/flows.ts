import type { Labels } from "../kit/labels";
import {
  fromCallers,
  fromClients,
  networkPolicy,
  toApiServer,
  toDns,
  toEndpoint,
} from "../kit/network";
import { callsApi, upstreams } from "./finder";
import { SATELLITE_PORTS } from "./ports";
import type { Settled } from "./settled";

/** Exactly who sends, who reads, and who is called. */
export function policySpec(labels: Labels, { oap, callers, scrapers }: Settled) {
  const { grpc, metrics } = SATELLITE_PORTS;
  return networkPolicy(labels, {
    ingress: [
      fromClients(labels, [grpc, metrics]),
      ...fromCallers(callers, [grpc]),
      ...fromCallers(scrapers, [metrics]),
    ],
    egress: [toDns(), ...upstreams(oap).map(toEndpoint), ...(callsApi(oap) ? [toApiServer()] : [])],
  });
}
