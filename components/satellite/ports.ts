/**
 * Ports of Satellite by the name that the container and the Services give them.
 * @see https://skywalking.apache.org/docs/skywalking-satellite/v1.3.0/en/setup/examples/deploy/kubernetes/readme/
 */
export const SATELLITE_PORTS = {
  /** Agents, Envoy, and metrics of OTLP. */
  grpc: 11800,
  /** Its own metrics, at `/metrics`. */
  metrics: 1234,
} as const;
