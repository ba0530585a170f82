import { FILES, pathOf } from "../kit/jaeger/folders";
import { kafkaEnvOfV1, kafkaParts } from "../kit/jaeger/kafka";
import { caSource, joined, type Parts } from "../kit/jaeger/parts";
import { JAEGER_PORTS, V1_ADMIN_PORTS } from "../kit/jaeger/ports";
import { type JaegerProgram, v1Program, v2Program } from "../kit/jaeger/run";
import { samplingEnvOfV1, strategiesFile } from "../kit/jaeger/sampling";
import { storeParts } from "../kit/jaeger/store";
import { isKnownToV1, storeEnvOfV1 } from "../kit/jaeger/store-v1";
import { isLocal } from "../kit/jaeger-store";
import type { Env } from "../kit/env";
import { collectorFile } from "../kit/otel/collector-file";
import { jaegerPorts } from "../kit/otel/jaeger-receiver";
import type { ListeningPort } from "../kit/otel/listening";
import { otlpPorts } from "../kit/otel/otlp-receiver";
import { collectorConfig, LEGACY, otlpOf } from "./config";
import { type Settled, storeOf } from "./settled";

/** What the pods run. */
export function collectorProgram(name: string, settled: Settled): JaegerProgram {
  const { sampling } = settled;
  const given = {
    ports: portsOf(settled).all,
    parts: partsOf(settled),
    files: sampling?.kind === "file" ? { [FILES.strategies]: strategiesFile(sampling) } : {},
  };
  return settled.generation === "v1"
    ? v1Program("collector", settled, {
        ...given,
        env: envOfV1(settled),
        admin: V1_ADMIN_PORTS.collector,
      })
    : v2Program(collectorFile(collectorConfig(name, settled)), settled, given);
}

const port = (
  name: string,
  number: keyof typeof JAEGER_PORTS,
  appProtocol?: ListeningPort["appProtocol"],
): ListeningPort => ({
  name,
  port: JAEGER_PORTS[number],
  protocol: "TCP",
  ...(appProtocol === undefined ? {} : { appProtocol }),
});

/** Ports by who calls them. */
export function portsOf(settled: Settled) {
  const { legacy, sampling, spanMetrics, generation } = settled;
  const store = storeOf(settled);
  const otlp = otlpPorts(otlpOf(settled));
  const old = generation === "v1" || legacy.includes("jaeger") ? jaegerPorts(LEGACY) : [];
  const zipkin = legacy.includes("zipkin") ? [port("http-zipkin", "zipkin", "http")] : [];
  const asked =
    sampling === undefined || generation === "v1"
      ? []
      : [port("http-sampling", "samplingHttp", "http"), port("grpc-sampling", "sampling", "grpc")];
  const read =
    store !== undefined && isLocal(store) ? [port("grpc-storage", "remoteStorage", "grpc")] : [];
  const counted = spanMetrics === undefined ? [] : [port("span-metrics", "spanMetrics", "http")];
  const sent = [...otlp, ...old, ...zipkin, ...asked];
  return { otlp, sent, read, counted, all: [...sent, ...read, ...counted] };
}

/** What the pods need to reach the store or Kafka, and to serve TLS. */
function partsOf({ to, tls }: Settled): Parts {
  const sink = to.kind === "kafka" ? kafkaParts(to.kafka) : storeParts(to.store);
  const trust = { sources: caSource(tls?.clientCa, "clientCa"), callees: [] };
  return joined([sink, trust]);
}

/** @see https://github.com/jaegertracing/jaeger/blob/v1.76.0/cmd/collector/app/flags/flags.go */
function envOfV1(settled: Settled): Env {
  const { to, tls, legacy, sampling, queue, connectionSeconds } = settled;
  const { requests = 2000, consumers = Math.ceil(requests / 50) } = queue;
  const at = (number: number) => `0.0.0.0:${number}`;
  const secured = (prefix: string): Env =>
    tls === undefined
      ? {}
      : {
          [`${prefix}_TLS_ENABLED`]: "true",
          [`${prefix}_TLS_CERT`]: pathOf("certificate"),
          [`${prefix}_TLS_KEY`]: pathOf("key"),
          ...(tls.clientCa === undefined
            ? {}
            : { [`${prefix}_TLS_CLIENT_CA`]: pathOf("clientCa") }),
        };
  const age = { MAX_CONNECTION_AGE: `${connectionSeconds}s`, MAX_CONNECTION_AGE_GRACE: "10s" };
  const aged = (prefix: string): Env =>
    Object.fromEntries(Object.entries(age).map(([key, value]) => [`${prefix}_${key}`, value]));
  return {
    ...(to.kind === "kafka"
      ? { SPAN_STORAGE_TYPE: "kafka", ...kafkaEnvOfV1(to.kafka, "KAFKA_PRODUCER") }
      : isKnownToV1(to.store)
        ? storeEnvOfV1(to.store)
        : {}),
    COLLECTOR_QUEUE_SIZE: `${requests}`,
    COLLECTOR_NUM_WORKERS: `${consumers}`,
    COLLECTOR_OTLP_ENABLED: "true",
    COLLECTOR_OTLP_GRPC_HOST_PORT: at(JAEGER_PORTS.otlp),
    COLLECTOR_OTLP_HTTP_HOST_PORT: at(JAEGER_PORTS.otlpHttp),
    ...aged("COLLECTOR_OTLP_GRPC"),
    ...secured("COLLECTOR_OTLP_GRPC"),
    ...secured("COLLECTOR_OTLP_HTTP"),
    COLLECTOR_GRPC_SERVER_HOST_PORT: at(JAEGER_PORTS.jaeger),
    COLLECTOR_HTTP_SERVER_HOST_PORT: at(JAEGER_PORTS.jaegerHttp),
    ...aged("COLLECTOR_GRPC_SERVER"),
    ...secured("COLLECTOR_GRPC"),
    ...secured("COLLECTOR_HTTP"),
    ...(legacy.includes("zipkin")
      ? { COLLECTOR_ZIPKIN_HOST_PORT: at(JAEGER_PORTS.zipkin), ...secured("COLLECTOR_ZIPKIN") }
      : {}),
    ...(sampling === undefined ? {} : samplingEnvOfV1(sampling)),
  };
}
