import type { CollectorConfig, Pipeline } from "../otel/collector-file";
import { otlpExporter, otlpHttpExporter, type OtlpTarget } from "../otel/exporters";
import { fileStorage } from "../otel/file-storage";
import { healthCheck } from "../otel/health";
import { jaegerReceiver } from "../otel/jaeger-receiver";
import { kubernetesAttributes, type KubernetesAttributes } from "../otel/kubernetes-attributes";
import { partNames } from "../otel/names";
import { otlpReceiver } from "../otel/otlp-receiver";
import { batch, memoryLimiter } from "../otel/processors";
import { atPod, duration, fromFile, literal, type Parts, type Settings } from "../otel/settings";
import { telemetry } from "../otel/telemetry";
import { clientTls } from "../otel/tls";
import type { AgentTarget, SettledAgent, SettledQueue } from "./args";
import { FOLDERS } from "./folders";
import { SAMPLING_PORTS } from "./ports";

/** Where it runs, and what follows from that. */
export interface AgentPlace {
  /** Its own name as a service. */
  service: string;
  /** Address of a port for programs. */
  at: (port: number) => string;
  queue: SettledQueue;
  kubernetes?: KubernetesAttributes;
  /** Where it tells how it is, and its metrics. @default 13133 and 8888 */
  own?: { health: number; metrics: number };
}

/** Everything that the Collector is told to be an agent. */
export function agentConfig(agent: SettledAgent, place: AgentPlace): CollectorConfig {
  const { signals, receives, tags, sampling, to, version } = agent;
  const { at, queue, kubernetes, own } = place;
  const names = partNames(version);
  const { jaeger, otlp, datagramQueue } = receives;
  const receivers: Parts = {
    ...(otlp.length === 0 ? {} : { otlp: otlpReceiver({ protocols: otlp, at }) }),
    ...(jaeger.length === 0
      ? {}
      : {
          jaeger: jaegerReceiver({
            protocols: jaeger,
            at,
            datagrams: { queueSize: datagramQueue },
          }),
        }),
  };
  const processors: Parts = {
    memory_limiter: memoryLimiter(),
    ...(kubernetes === undefined
      ? {}
      : { [names.kubernetesAttributes]: kubernetesAttributes(kubernetes) }),
    ...(Object.keys(tags).length === 0 ? {} : { resource: tagged(tags) }),
    batch: batch(agent.batch),
  };
  const isHttp = to.endpoint.speaks.startsWith("http");
  const target = targetOf(to, queue);
  const exporters: Parts = isHttp
    ? { [names.otlpHttp]: otlpHttpExporter(target) }
    : { [names.otlp]: otlpExporter(target) };
  const pipeline = (receivers: readonly string[]): Pipeline => ({
    receivers,
    processors: Object.keys(processors),
    exporters: Object.keys(exporters),
  });
  return {
    receivers,
    processors,
    exporters,
    extensions: {
      health_check: healthCheck(own && (() => atPod(own.health))),
      ...(isOnDisk(queue) ? { [STORAGE]: fileStorage(FOLDERS.queue) } : {}),
      ...(sampling === undefined ? {} : { jaegerremotesampling: remoteSampling(agent, at) }),
    },
    pipelines: Object.fromEntries(
      signals.map((signal) => [
        signal,
        pipeline(signal === "traces" ? Object.keys(receivers) : ["otlp"]),
      ]),
    ),
    telemetry: telemetry({
      service: place.service,
      logs: "warn",
      ...(own && { port: own.metrics }),
    }),
  };
}

const STORAGE = "file_storage";

/** Whether what waits is on a disk. */
export function isOnDisk({ kept }: SettledQueue): boolean {
  return kept !== undefined && kept.kind !== "memory";
}

function targetOf({ endpoint, ...to }: AgentTarget, queue: SettledQueue): OtlpTarget {
  const { requests, consumers, retrySeconds } = queue;
  return {
    to: endpoint,
    tls: filesOf(to),
    ...(to.headers === undefined ? {} : { headers: headersOf(to.headers) }),
    queue: {
      requests,
      ...(consumers === undefined ? {} : { consumers }),
      ...(isOnDisk(queue) ? { storage: STORAGE } : {}),
    },
    ...(retrySeconds === undefined ? {} : { retry: { seconds: retrySeconds } }),
  };
}

function filesOf({ ca, identity }: Omit<AgentTarget, "endpoint">) {
  return {
    ...(ca === undefined ? {} : { ca: `${FOLDERS.ca}/ca.crt` }),
    ...(identity === undefined ? {} : { identity: FOLDERS.identity }),
  };
}

function headersOf(headers: NonNullable<AgentTarget["headers"]>): Settings {
  return Object.fromEntries(
    Object.keys(headers).map((header) => [header, fromFile(`${FOLDERS.headers}/${header}`)]),
  );
}

function tagged(tags: Readonly<Record<string, string>>): Settings {
  const attributes = Object.entries(tags).map(([key, value]) => ({
    key,
    value: literal(value),
    action: "insert",
  }));
  return { attributes };
}

function remoteSampling({ sampling, to }: SettledAgent, at: AgentPlace["at"]): Settings {
  if (sampling === undefined) return {};
  const { endpoint, reloadSeconds = 30 } = sampling;
  const files = endpoint.speaks === "grpcs" ? filesOf(to) : undefined;
  return {
    http: { endpoint: at(SAMPLING_PORTS.http.port) },
    grpc: { endpoint: at(SAMPLING_PORTS.grpc.port) },
    source: {
      reload_interval: duration(reloadSeconds),
      remote: { endpoint: endpoint.address, tls: clientTls(files) },
    },
  };
}
