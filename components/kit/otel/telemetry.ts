import { fromEnv, POD_IP, type Settings } from "./settings";
import type { ListeningPort } from "./listening";

/** Where a Collector tells its own metrics, at `/metrics`. */
export const METRICS_PORT: ListeningPort = {
  name: "metrics",
  port: 8888,
  protocol: "TCP",
  appProtocol: "http",
};

/** What a Collector tells about itself. */
export interface Telemetry {
  /** `service.name` of its own metrics. */
  service: string;
  /** @default "info" */
  logs?: "debug" | "info" | "warn" | "error";
  /** @default "normal" */
  metrics?: "basic" | "normal" | "detailed";
  /** Where its metrics are read. @default the address of the pod */
  host?: string;
  /** @default 8888 */
  port?: number;
}

/**
 * Section `telemetry`. Metrics have the names that dashboards and alerts know, with `_total` and units:
 * which the default is has changed with 0.152. 0.111 has them without, whatever it is told.
 * @see https://github.com/open-telemetry/opentelemetry-collector/blob/v0.159.0/service/telemetry/otelconftelemetry/internal/migration/v0.3.0.go
 */
export function telemetry({ service, logs, metrics, host, port }: Telemetry): Settings {
  const prometheus = {
    host: host ?? fromEnv(POD_IP),
    port: port ?? METRICS_PORT.port,
    without_scope_info: true,
    without_type_suffix: false,
    without_units: false,
  };
  return {
    resource: { "service.name": service },
    logs: { level: logs ?? "info", encoding: "json" },
    metrics: {
      level: metrics ?? "normal",
      readers: [{ pull: { exporter: { prometheus } } }],
    },
  };
}
