import type { Env } from "../kit/env";
import { kafkaEnvOfV1, kafkaParts, kafkaReceiver } from "../kit/jaeger/kafka";
import { joined, type Parts } from "../kit/jaeger/parts";
import { V1_ADMIN_PORTS } from "../kit/jaeger/ports";
import { type JaegerProgram, v1Program, v2Program } from "../kit/jaeger/run";
import { BACKENDS, backendsOf, storeParts } from "../kit/jaeger/store";
import { isKnownToV1, storeEnvOfV1 } from "../kit/jaeger/store-v1";
import { type CollectorConfig, collectorFile } from "../kit/otel/collector-file";
import { healthCheckV2 } from "../kit/otel/health";
import { memoryLimiter } from "../kit/otel/processors";
import { retryOnFailure, sendingQueue } from "../kit/otel/queue";
import { telemetry } from "../kit/otel/telemetry";
import type { Settled } from "./settled";

/** What the pods run. */
export function ingesterProgram(name: string, settled: Settled): JaegerProgram {
  const given = { ports: [], parts: partsOf(settled), files: {} };
  return settled.generation === "v1"
    ? v1Program("ingester", settled, {
        ...given,
        env: envOfV1(settled),
        admin: V1_ADMIN_PORTS.ingester,
      })
    : v2Program(collectorFile(ingesterConfig(name, settled)), settled, given);
}

/**
 * What the ingester of Jaeger 2 is told. Nothing gathers spans on the way, and its queue answers once
 * they are stored: only then the offset moves on, so a pod that ends loses none.
 * @see https://github.com/jaegertracing/jaeger/blob/v2.20.0/cmd/jaeger/config-kafka-ingester.yaml
 */
export function ingesterConfig(name: string, settled: Settled): CollectorConfig {
  const { version, kafka, store, group, consumers, retry, logLevel } = settled;
  const queue = { ...sendingQueue({ requests: 2 * consumers, consumers }), wait_for_result: true };
  const storing = {
    trace_storage: BACKENDS.main,
    queue,
    retry_on_failure: retryOnFailure({ retry }),
  };
  return {
    extensions: {
      healthcheckv2: healthCheckV2(),
      jaeger_storage: { backends: backendsOf(store, version) },
    },
    receivers: { kafka: kafkaReceiver(kafka, group, version) },
    processors: { memory_limiter: memoryLimiter() },
    exporters: { jaeger_storage_exporter: storing },
    pipelines: {
      traces: {
        receivers: ["kafka"],
        processors: ["memory_limiter"],
        exporters: ["jaeger_storage_exporter"],
      },
    },
    telemetry: telemetry({ service: name, logs: logLevel, metrics: "detailed" }),
  };
}

function partsOf({ kafka, store }: Settled): Parts {
  return joined([kafkaParts(kafka), storeParts(store)]);
}

/** @see https://github.com/jaegertracing/jaeger/blob/v1.76.0/cmd/ingester/app/flags.go */
function envOfV1({ kafka, store, group, consumers }: Settled): Env {
  return {
    ...(isKnownToV1(store) ? storeEnvOfV1(store) : {}),
    ...kafkaEnvOfV1(kafka, "KAFKA_CONSUMER"),
    KAFKA_CONSUMER_GROUP_ID: group,
    INGESTER_PARALLELISM: `${consumers}`,
  };
}
