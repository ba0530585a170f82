import { kafkaChecks } from "../kit/jaeger/kafka";
import { resourceChecks } from "../kit/jaeger/run";
import { samplingChecks } from "../kit/jaeger/sampling";
import { jaegerScaleChecks } from "../kit/jaeger/scale";
import { storeChecks } from "../kit/jaeger/store-checks";
import { versionCheck } from "../kit/jaeger/versions";
import { isLocal } from "../kit/jaeger-store";
import { pipelineChecks } from "../kit/otel/collector-file";
import type { Problem } from "../kit/refusal";
import { mostOf } from "../kit/scale";
import { mebibytes } from "../kit/size";
import { whole } from "../kit/whole";
import { collectorConfig } from "./config";
import { type Settled, storeOf } from "./settled";

type Check = true | Problem;

/** Bytes of a batch, much more than most are. */
const BATCH_KIBIBYTES = 128;

/** Everything that `refuse` is to know of, in the order of the arguments. */
export function collectorChecks(name: string, settled: Settled): Check[] {
  const { version, generation, to, sampling, scale, queue, retry, batch, resources } = settled;
  const store = storeOf(settled);
  const seconds = { least: 1, unit: "seconds" };
  return [
    versionCheck(version, generation),
    ...(to.kind === "kafka"
      ? kafkaChecks("to.kafka", to.kafka)
      : inSink(storeChecks(to.store, settled))),
    ...jaegerScaleChecks(scale),
    ...aloneChecks(settled),
    ...(sampling === undefined ? [] : samplingChecks(sampling, store)),
    ...(generation === "v1" ? v1Checks(settled) : pipelineChecks(collectorConfig(name, settled))),
    whole("queue.requests", queue.requests, { least: 1 }),
    whole("queue.consumers", queue.consumers, { least: 1 }),
    queueFits(settled),
    whole("retry.seconds", retry.seconds, { ...seconds, least: retry.pauseSeconds ?? 30 }),
    whole("retry.pauseSeconds", retry.pauseSeconds, seconds),
    whole("batch.spans", batch.spans, { least: 1 }),
    whole("batch.seconds", batch.seconds, seconds),
    plainBeside(settled),
    whole("connectionSeconds", settled.connectionSeconds, seconds),
    ...resourceChecks(resources),
    whole("drainSeconds", settled.drainSeconds, seconds),
  ];
}

/** The checks of a store, told where this component has it. */
function inSink(checks: Check[]): Check[] {
  return checks.map((check) => check === true || { ...check, field: `to.${check.field}` });
}

/** What is inside of a pod, no other pod writes. */
function aloneChecks({ to, scale, generation }: Settled): Check[] {
  if (to.kind === "kafka" || !isLocal(to.store)) return [];
  const { kind } = to.store;
  const most = mostOf(scale);
  return [
    most <= 1 || {
      field: "scale",
      got: scale,
      want: `{ kind: "fixed", replicas: 1 }: ${kind} is inside of one pod, and each would have traces of its own`,
    },
    generation === "v2" || {
      field: "to.store.kind",
      got: kind,
      want: "another store: the parts of Jaeger 1 do not see what is inside of a pod",
    },
  ];
}

function v1Checks({ spanMetrics, to }: Settled): Check[] {
  const encoding = to.kind === "kafka" ? to.kafka.encoding : undefined;
  return [
    spanMetrics === undefined || {
      field: "spanMetrics",
      got: spanMetrics,
      want: 'nothing: Jaeger 1 counts no spans; use generation "v2"',
    },
    encoding !== "otlp_proto" || {
      field: "to.kafka.encoding",
      got: encoding,
      want: '"jaeger_proto" or nothing: Jaeger 1 writes no other',
    },
  ];
}

/** A full queue that takes more than half of the memory ends in the pod's being killed with it. */
function queueFits({ queue, resources, generation }: Settled): Check {
  const { memory } = resources.limits;
  const { requests = generation === "v1" ? 2000 : 1000 } = queue;
  const kibibytes = generation === "v1" ? 2 : BATCH_KIBIBYTES;
  const most = Math.floor((mebibytes(memory) * 512) / kibibytes);
  const want = `${most} or less: a full queue may take half of the memory limit, ${memory}`;
  return !(requests > most) || { field: "queue.requests", got: requests, want };
}

/** Beside TLS nothing is open in plain text. */
function plainBeside({ tls, legacy, generation }: Settled): Check {
  const want = "none beside tls: their ports would be in plain text";
  const isOpen = tls !== undefined && legacy.length > 0 && generation === "v2";
  return !isOpen || { field: "legacy", got: legacy, want };
}
