import { urlOf } from "../kit/endpoint";
import { pathOf } from "../kit/jaeger/folders";
import { JAEGER_PORTS } from "../kit/jaeger/ports";
import { BACKENDS, backendsOf } from "../kit/jaeger/store";
import type { CollectorConfig } from "../kit/otel/collector-file";
import { healthCheckV2 } from "../kit/otel/health";
import { atPod, duration, type Parts, type Settings } from "../kit/otel/settings";
import { telemetry } from "../kit/otel/telemetry";
import { limitsTraces, type Settled } from "./settled";

const NOP = { nop: {} };

/**
 * What the query of Jaeger 2 is told. It has no spans to pass on, but a pipeline there must be.
 * @see https://github.com/jaegertracing/jaeger/blob/v2.20.0/cmd/jaeger/config-query.yaml
 */
export function queryConfig(name: string, settled: Settled): CollectorConfig {
  const { store, version, monitor, logLevel } = settled;
  const backends = backendsOf(store, version);
  const metrics = monitor && metricBackend(monitor, backends);
  return {
    extensions: {
      healthcheckv2: healthCheckV2(),
      jaeger_storage: {
        backends,
        ...(metrics === undefined ? {} : { metric_backends: { [BACKENDS.main]: metrics } }),
      },
      jaeger_query: query(settled, backends),
    },
    receivers: NOP,
    processors: {},
    exporters: NOP,
    pipelines: { traces: { receivers: ["nop"], processors: [], exporters: ["nop"] } },
    telemetry: telemetry({ service: name, logs: logLevel, metrics: "detailed" }),
  };
}

/** @see https://github.com/jaegertracing/jaeger/blob/v2.20.0/cmd/jaeger/internal/extension/jaegerquery/internal/flags.go */
function query(settled: Settled, backends: Parts): Settings {
  const { basePath, monitor, login, maxTraceSpans = 10_000, clockSkewSeconds } = settled;
  const archive = BACKENDS.archive in backends ? { traces_archive: BACKENDS.archive } : {};
  const metrics = monitor === undefined ? {} : { metrics: BACKENDS.main };
  return {
    base_path: basePath,
    storage: { traces: BACKENDS.main, ...archive, ...metrics },
    ui: { config_file: pathOf("ui") },
    // `kubectl port-forward` dials localhost; behind a login nobody else may.
    http: { endpoint: `${login === undefined ? "0.0.0.0" : "127.0.0.1"}:${JAEGER_PORTS.query}` },
    grpc: { endpoint: atPod(JAEGER_PORTS.queryGrpc) },
    max_clock_skew_adjust: duration(clockSkewSeconds),
    ...(limitsTraces(settled) ? { max_trace_size: maxTraceSpans } : {}),
    enable_tracing: false,
  };
}

/** Content of the settings of the page. */
export function uiFile({ store, version, monitor, ui }: Settled): string {
  const isArchiving = BACKENDS.archive in backendsOf(store, version);
  const shown = {
    dependencies: { menuEnabled: true },
    archiveEnabled: isArchiving,
    monitor: { menuEnabled: monitor !== undefined },
    ...ui,
  };
  return `${JSON.stringify(shown, null, 2)}\n`;
}

function metricBackend(monitor: NonNullable<Settled["monitor"]>, backends: Parts): Settings {
  if (monitor.kind === "store") return backends[BACKENDS.main] ?? {};
  const { endpoint, ca } = monitor;
  return {
    prometheus: {
      endpoint: urlOf(endpoint),
      ...(ca === undefined ? {} : { tls: { ca_file: pathOf("metricsCa") } }),
      // As Prometheus names what the connector counts.
      normalize_calls: true,
      normalize_duration: true,
    },
  };
}
