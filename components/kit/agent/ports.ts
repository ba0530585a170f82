import { jaegerPorts } from "../otel/jaeger-receiver";
import type { ListeningPort } from "../otel/listening";
import { otlpPorts } from "../otel/otlp-receiver";
import type { AgentArgs, AgentReceives } from "./args";

/**
 * Where programs ask how often to trace. That of gRPC is the one of Jaeger 2: the default of the Collector
 * is 14250, which belongs to the protocol of Jaeger's agents.
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.159.0/extension/jaegerremotesampling/README.md
 */
export const SAMPLING_PORTS = {
  http: { name: "http-sampling", port: 5778, protocol: "TCP", appProtocol: "http" },
  grpc: { name: "grpc-sampling", port: 5779, protocol: "TCP", appProtocol: "grpc" },
} as const satisfies Readonly<Record<string, ListeningPort>>;

/** Ports that programs call. */
export function programPorts(agent: {
  receives: Required<AgentReceives>;
  sampling?: AgentArgs["sampling"];
}): ListeningPort[] {
  const { otlp, jaeger } = agent.receives;
  return [
    ...otlpPorts({ protocols: otlp }),
    ...jaegerPorts({ protocols: jaeger }),
    ...(agent.sampling === undefined ? [] : Object.values(SAMPLING_PORTS)),
  ];
}
