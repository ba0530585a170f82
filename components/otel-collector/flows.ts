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
import { callsApi } from "./access";
import { callees, openPorts } from "./parts";
import type { Settled } from "./settled";

/** Exactly who sends, who reads, and who is called. */
export function policySpec(labels: Labels, settled: Settled) {
  const { callers, scrapers } = settled;
  const open = openPorts(settled);
  // Which protocol of the network a port has is known here alone.
  const ports = admitted(open);
  const sending = open.length === 0 ? [] : [fromClients(labels, []), ...fromCallers(callers, [])];
  return networkPolicy(labels, {
    ingress: [
      ...sending.map((rule) => ({ ...rule, ports })),
      ...fromCallers(scrapers, [METRICS_PORT.port]),
    ],
    egress: [
      toDns(),
      ...callees(settled).map(toEndpoint),
      ...(callsApi(settled) ? [toApiServer()] : []),
    ],
  });
}
