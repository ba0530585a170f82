import type { Endpoint } from "../kit/endpoint";
import { jaegerPorts } from "../kit/otel/jaeger-receiver";
import type { ListeningPort } from "../kit/otel/listening";
import { otlpPorts } from "../kit/otel/otlp-receiver";
import { type ScrapeJob, scraped } from "../kit/otel/prometheus-receiver";
import type { CollectorExporter, CollectorReceiver, OtlpDestination } from "./args";
import { FOLDERS } from "./folders";
import type { Settled } from "./settled";

/** Ports where data comes in. */
export function openPorts({ receivers, extensions, tls }: Settled): ListeningPort[] {
  const isSecure = tls !== undefined;
  return [
    ...Object.values(receivers).flatMap((receiver) => portsOf(receiver, isSecure)),
    ...Object.values(extensions).flatMap(({ ports = [] }) => ports),
  ];
}

/** Every place that it calls, each once. */
export function callees({ receivers, exporters }: Settled): Endpoint[] {
  const called = Object.values(exporters).flatMap(callsOf);
  return [...new Set([...scraped(jobsOf(receivers)), ...called])];
}

/** Every job of every receiver of metrics. */
export function jobsOf(receivers: Settled["receivers"]): ScrapeJob[] {
  return Object.values(receivers).flatMap((receiver) =>
    receiver.kind === "prometheus" ? receiver.jobs : [],
  );
}

/** Exporters of OTLP, by name. */
export function destinations(exporters: Settled["exporters"]): [string, OtlpDestination][] {
  return Object.entries(exporters).flatMap(([name, exporter]): [string, OtlpDestination][] =>
    exporter.kind === "debug" || exporter.kind === "other" ? [] : [[name, exporter]],
  );
}

function portsOf(receiver: CollectorReceiver, isSecure: boolean): readonly ListeningPort[] {
  switch (receiver.kind) {
    case "otlp":
      return otlpPorts({ ...receiver, ...(isSecure ? { tls: { folder: FOLDERS.server } } : {}) });
    case "jaeger":
      return jaegerPorts(receiver);
    case "prometheus":
      return [];
    case "other":
      return receiver.ports;
  }
}

function callsOf(exporter: CollectorExporter): readonly Endpoint[] {
  switch (exporter.kind) {
    case "debug":
      return [];
    case "other":
      return exporter.calls;
    case "otlp":
    case "otlpHttp":
    case "loadBalancing":
      return [exporter.to];
  }
}
