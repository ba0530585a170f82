/**
 * Ports of OAP by the name that the container and the Services give them.
 * @see https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/backend-expose/
 */
export const OAP_PORTS = {
  /** Agents, Envoy, OTLP, and OAP among itself. */
  grpc: 11800,
  /** GraphQL, `/healthcheck`, and agents that report over HTTP. */
  rest: 12800,
  /** OAP's own metrics. */
  metrics: 1234,
} as const;

/** Port of the second gRPC server, for agents alone. */
export const RECEIVER_PORT = 11801;

/** Port that agents before 6.0 asked for the address of a collector. */
export const NAMING_PORT = 10800;

/** Ports that a feature opens. */
export const FEATURE_PORTS = {
  zipkin: 9411,
  "zipkin-query": 9412,
  promql: 9090,
  logql: 3100,
  traceql: 3200,
  firehose: 12801,
} as const;

/** Name of a port that a feature opens. */
export type FeaturePort = keyof typeof FEATURE_PORTS;
