/**
 * Every port of Jaeger 2.
 * @see https://github.com/jaegertracing/jaeger/blob/v2.20.0/ports/ports.go
 */
export const JAEGER_PORTS = {
  otlp: 4317,
  otlpHttp: 4318,
  /** gRPC of the agents of Jaeger 1. */
  jaeger: 14250,
  jaegerHttp: 14268,
  zipkin: 9411,
  samplingHttp: 5778,
  sampling: 5779,
  query: 16686,
  queryGrpc: 16685,
  remoteStorage: 17271,
  health: 13133,
  metrics: 8888,
  /** What the connector `spanmetrics` counts. */
  spanMetrics: 8889,
  /** oauth2-proxy in front of the page. */
  login: 4180,
} as const;

/**
 * Port of health and metrics of each part of Jaeger 1.
 * @see https://github.com/jaegertracing/jaeger/blob/v1.76.0/ports/ports.go
 */
export const V1_ADMIN_PORTS = { collector: 14269, query: 16687, ingester: 14270 } as const;
