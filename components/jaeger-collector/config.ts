import { pathOf, TLS_FOLDER } from "../kit/jaeger/folders";
import { kafkaExporter } from "../kit/jaeger/kafka";
import { JAEGER_PORTS } from "../kit/jaeger/ports";
import { remoteSampling } from "../kit/jaeger/sampling";
import { BACKENDS, backendsOf } from "../kit/jaeger/store";
import { isLocal } from "../kit/jaeger-store";
import type { CollectorConfig } from "../kit/otel/collector-file";
import { healthCheckV2 } from "../kit/otel/health";
import { jaegerReceiver } from "../kit/otel/jaeger-receiver";
import { otlpReceiver } from "../kit/otel/otlp-receiver";
import { batch, memoryLimiter } from "../kit/otel/processors";
import { retryOnFailure, sendingQueue } from "../kit/otel/queue";
import { atPod, type Parts } from "../kit/otel/settings";
import { telemetry } from "../kit/otel/telemetry";
import { type Settled, storeOf } from "./settled";

/** Protocols of Jaeger 1 that agents and clients send over TCP. */
export const LEGACY = { protocols: ["grpc", "thrift_http"] } as const;

/**
 * What the collector of Jaeger 2 is told.
 * @see https://github.com/jaegertracing/jaeger/blob/v2.20.0/cmd/jaeger/config-elasticsearch.yaml
 */
export function collectorConfig(name: string, settled: Settled): CollectorConfig {
  const { sampling, spanMetrics, legacy } = settled;
  const { spans: size = 1000, seconds = 1 } = settled.batch;
  const learns = sampling?.kind === "adaptive";
  const counts = spanMetrics === "on";
  const [exporter, sink] = sinkOf(settled);
  return {
    extensions: extensionsOf(settled),
    receivers: {
      otlp: otlpReceiver(otlpOf(settled)),
      ...(legacy.includes("jaeger") ? { jaeger: jaegerReceiver(LEGACY) } : {}),
      ...(legacy.includes("zipkin") ? { zipkin: { endpoint: atPod(JAEGER_PORTS.zipkin) } } : {}),
    },
    processors: {
      memory_limiter: memoryLimiter(),
      batch: batch({ size, seconds }),
      ...(learns ? { adaptive_sampling: {} } : {}),
    },
    ...(counts ? { connectors: { spanmetrics: {} } } : {}),
    exporters: {
      [exporter]: sink,
      ...(counts ? { prometheus: { endpoint: atPod(JAEGER_PORTS.spanMetrics) } } : {}),
    },
    pipelines: {
      traces: {
        receivers: ["otlp", ...legacy],
        processors: ["memory_limiter", "batch", ...(learns ? ["adaptive_sampling"] : [])],
        exporters: [exporter, ...(counts ? ["spanmetrics"] : [])],
      },
      ...(counts
        ? {
            "metrics/spanmetrics": {
              receivers: ["spanmetrics"],
              processors: ["memory_limiter"],
              exporters: ["prometheus"],
            },
          }
        : {}),
    },
    telemetry: telemetry({ service: name, logs: settled.logLevel, metrics: "detailed" }),
  };
}

/** How OTLP comes in. */
export function otlpOf({ tls, connectionSeconds }: Settled) {
  if (tls === undefined) return { connectionSeconds };
  const clientCa = tls.clientCa === undefined ? {} : { clientCa: pathOf("clientCa") };
  return { connectionSeconds, tls: { folder: TLS_FOLDER, ...clientCa } };
}

function extensionsOf(settled: Settled): Parts {
  const { version, sampling } = settled;
  const store = storeOf(settled);
  const storage = { backends: store === undefined ? {} : backendsOf(store, version) };
  const served = { endpoint: atPod(JAEGER_PORTS.remoteStorage), storage: BACKENDS.main };
  return {
    healthcheckv2: healthCheckV2(),
    ...(store === undefined ? {} : { jaeger_storage: storage }),
    ...(store !== undefined && isLocal(store) ? { remote_storage: served } : {}),
    ...(sampling === undefined ? {} : { remote_sampling: remoteSampling(sampling) }),
  };
}

/** The exporter that spans leave by; each has a queue and tries again, which Jaeger's own has not by default. */
function sinkOf({ to, queue, retry }: Settled): [name: string, settings: Parts[string]] {
  const again = { retry_on_failure: retryOnFailure({ retry }) };
  const waiting = sendingQueue(queue);
  return to.kind === "kafka"
    ? ["kafka", { ...kafkaExporter(to.kafka), sending_queue: waiting, ...again }]
    : ["jaeger_storage_exporter", { trace_storage: BACKENDS.main, queue: waiting, ...again }];
}
