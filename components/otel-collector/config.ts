import type { CollectorConfig, Pipeline } from "../kit/otel/collector-file";
import {
  loadBalancingExporter,
  otlpExporter,
  otlpHttpExporter,
  type OtlpTarget,
} from "../kit/otel/exporters";
import { fileStorage } from "../kit/otel/file-storage";
import { healthCheck } from "../kit/otel/health";
import { jaegerReceiver } from "../kit/otel/jaeger-receiver";
import { kubernetesAttributes } from "../kit/otel/kubernetes-attributes";
import { type PartNames, partNames } from "../kit/otel/names";
import { otlpReceiver } from "../kit/otel/otlp-receiver";
import { batch, memoryLimiter } from "../kit/otel/processors";
import { prometheusReceiver } from "../kit/otel/prometheus-receiver";
import { type Delivery, retryOnFailure, sendingQueue } from "../kit/otel/queue";
import type { Parts, Settings } from "../kit/otel/settings";
import { telemetry } from "../kit/otel/telemetry";
import type {
  CollectorExporter,
  CollectorProcessor,
  CollectorReceiver,
  OtlpDestination,
} from "./args";
import { FOLDERS } from "./folders";
import { headerValue } from "./headers";
import type { Settled } from "./settled";

/** Name of the extension that keeps queues on disk. */
const STORAGE = "file_storage";

/** A part as the Collector knows it. */
interface Part {
  type: string;
  settings: Settings;
}

/** What the Collector is told. */
export function collectorConfig(name: string, settled: Settled): CollectorConfig {
  const names = partNames(settled.version);
  const receivers = named(settled.receivers, (one) => receiverPart(one, settled));
  const processors = named(settled.processors, (one) => processorPart(one, names));
  const exporters = named(settled.exporters, (one, key) =>
    exporterPart({ name: key, exporter: one, names }, settled),
  );
  const ids = {
    receivers: idsOf(receivers),
    processors: idsOf(processors),
    exporters: idsOf(exporters),
  };
  const pipelines = Object.entries(settled.pipelines).map(([signal, pipeline]) => {
    const through: Pipeline = {
      receivers: pipeline.receivers.map(ids.receivers),
      processors: ["memory_limiter", ...(pipeline.processors ?? []).map(ids.processors), "batch"],
      exporters: pipeline.exporters.map(ids.exporters),
    };
    return [signal, through] as const;
  });
  return {
    receivers: settingsOf(receivers),
    processors: {
      memory_limiter: memoryLimiter(),
      ...settingsOf(processors),
      batch: batch(settled.batch),
    },
    exporters: settingsOf(exporters),
    extensions: {
      health_check: healthCheck(),
      ...(isStored(settled) ? { [STORAGE]: fileStorage(FOLDERS.queues) } : {}),
      ...Object.fromEntries(
        Object.entries(settled.extensions).map(([key, { settings }]) => [key, settings]),
      ),
    },
    pipelines: Object.fromEntries(pipelines),
    telemetry: telemetry({ service: name, ...settled.telemetry }),
  };
}

/** Whether queues are on volumes. */
export function isStored({ mode }: Settled): boolean {
  return mode.kind === "statefulset";
}

/** `oap` of type `otlp` is `otlp/oap`, and `otlp` of the same is `otlp`. */
function named<T>(
  given: Readonly<Record<string, T>>,
  partOf: (one: T, key: string) => Part,
): Map<string, Part & { id: string }> {
  const parts = Object.entries(given).map(([key, one]) => {
    const part = partOf(one, key);
    const id = key === part.type ? key : `${part.type}/${key}`;
    return [key, { ...part, id }] as const;
  });
  return new Map(parts);
}

/** A name that stands for nothing stays as it is, for the check to find. */
function idsOf(parts: ReadonlyMap<string, { id: string }>): (key: string) => string {
  return (key) => parts.get(key)?.id ?? key;
}

function settingsOf(parts: ReadonlyMap<string, Part & { id: string }>): Parts {
  return Object.fromEntries([...parts.values()].map(({ id, settings }) => [id, settings]));
}

function receiverPart(receiver: CollectorReceiver, { tls }: Settled): Part {
  switch (receiver.kind) {
    case "otlp": {
      const files = tls && {
        folder: FOLDERS.server,
        ...(tls.clientCa === undefined ? {} : { clientCa: `${FOLDERS.clientCa}/ca.crt` }),
      };
      const settings = otlpReceiver({
        ...receiver,
        ...(files === undefined ? {} : { tls: files }),
      });
      return { type: "otlp", settings };
    }
    case "jaeger":
      return { type: "jaeger", settings: jaegerReceiver(receiver) };
    case "prometheus":
      return { type: "prometheus", settings: prometheusReceiver(receiver.jobs) };
    case "other":
      return receiver;
  }
}

function processorPart(processor: CollectorProcessor, names: PartNames): Part {
  if (processor.kind === "other") return processor;
  return { type: names.kubernetesAttributes, settings: kubernetesAttributes(processor) };
}

interface Exporting {
  name: string;
  exporter: CollectorExporter;
  names: PartNames;
}

function exporterPart({ name, exporter, names }: Exporting, settled: Settled): Part {
  const target = (destination: OtlpDestination) => targetOf(name, destination, settled);
  switch (exporter.kind) {
    case "otlp":
      return { type: names.otlp, settings: otlpExporter(target(exporter)) };
    case "otlpHttp":
      return { type: names.otlpHttp, settings: otlpHttpExporter(target(exporter)) };
    case "loadBalancing": {
      const settings = loadBalancingExporter(target(exporter), exporter.routingKey);
      return { type: names.loadBalancing, settings };
    }
    case "debug":
      return { type: "debug", settings: { verbosity: exporter.verbosity ?? "basic" } };
    case "other": {
      const delivery = stored(exporter, settled);
      const settings = {
        ...exporter.settings,
        sending_queue: sendingQueue(delivery.queue),
        retry_on_failure: retryOnFailure(delivery),
      };
      return { type: exporter.type, settings };
    }
  }
}

function targetOf(name: string, destination: OtlpDestination, settled: Settled): OtlpTarget {
  const { to, ca, identity, headers, timeoutSeconds } = destination;
  const files = {
    ...(ca === undefined ? {} : { ca: `${FOLDERS.ca(name)}/ca.crt` }),
    ...(identity === undefined ? {} : { identity: FOLDERS.identity(name) }),
  };
  const carried = Object.keys(headers ?? {}).map(
    (header) => [header, headerValue(name, header)] as const,
  );
  return {
    to,
    tls: files,
    ...(carried.length === 0 ? {} : { headers: Object.fromEntries(carried) }),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    ...stored(destination, settled),
  };
}

/** The queue on the volume, where there is one. */
function stored({ queue, retry }: Delivery, settled: Settled): Delivery {
  return {
    queue: { ...queue, ...(isStored(settled) ? { storage: STORAGE } : {}) },
    ...(retry === undefined ? {} : { retry }),
  };
}
