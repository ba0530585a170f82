import { programPorts } from "../kit/agent/ports";
import type { Labels } from "../kit/labels";
import {
  fromCallers,
  fromClients,
  networkPolicy,
  toApiServer,
  toDns,
  toEndpoint,
} from "../kit/network";
import { admitted } from "../kit/otel/listening";
import { METRICS_PORT } from "../kit/otel/telemetry";
import type { Endpoint } from "../kit/endpoint";
import type { Settled } from "./settled";

/** Every place that is called, besides the API server. */
export function callees({ to, sampling }: Settled): Endpoint[] {
  return [to.endpoint, ...(sampling === undefined ? [] : [sampling.endpoint])];
}

/** Exactly who sends, who reads, and who is called. */
export function policySpec(labels: Labels, settled: Settled) {
  const open = programPorts(settled);
  // Which protocol of the network a port has is known here alone.
  const wired = { ...fromClients(labels, []), ports: admitted([...open, METRICS_PORT]) };
  return networkPolicy(labels, {
    ingress: [
      wired,
      ...fromCallers(settled.callers, []).map((rule) => ({ ...rule, ports: admitted(open) })),
      ...fromCallers(settled.scrapers, [METRICS_PORT.port]),
    ],
    egress: [
      toDns(),
      ...callees(settled).map(toEndpoint),
      ...(settled.kubernetesAttributes === undefined ? [] : [toApiServer()]),
    ],
  });
}
