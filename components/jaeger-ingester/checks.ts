import { kafkaChecks } from "../kit/jaeger/kafka";
import { resourceChecks } from "../kit/jaeger/run";
import { jaegerScaleChecks } from "../kit/jaeger/scale";
import { storeChecks } from "../kit/jaeger/store-checks";
import { versionCheck } from "../kit/jaeger/versions";
import { isLocal, type JaegerStore } from "../kit/jaeger-store";
import { pipelineChecks } from "../kit/otel/collector-file";
import type { Problem } from "../kit/refusal";
import { whole } from "../kit/whole";
import { ingesterConfig } from "./program";
import type { Settled } from "./settled";

type Check = true | Problem;

/** Everything that `refuse` is to know of, in the order of the arguments. */
export function ingesterChecks(name: string, settled: Settled): Check[] {
  const { version, generation, kafka, store, group, scale, retry } = settled;
  const seconds = { least: 1, unit: "seconds" };
  return [
    versionCheck(version, generation),
    ...kafkaChecks("kafka", kafka),
    generation === "v2" ||
      kafka.encoding !== "otlp_proto" || {
        field: "kafka.encoding",
        got: kafka.encoding,
        want: '"jaeger_proto" or nothing: Jaeger 1 reads no other',
      },
    shared(store),
    ...storeChecks(store, settled),
    /^[A-Za-z0-9._-]{1,255}$/.test(group) || {
      field: "group",
      got: group,
      want: "a name of letters, digits and ._-",
    },
    ...jaegerScaleChecks(scale),
    whole("consumers", settled.consumers, { least: 1 }),
    whole("retry.seconds", retry.seconds, { ...seconds, least: retry.pauseSeconds ?? 30 }),
    whole("retry.pauseSeconds", retry.pauseSeconds, seconds),
    ...(generation === "v2" ? pipelineChecks(ingesterConfig(name, settled)) : []),
    ...resourceChecks(settled.resources),
  ];
}

/** Callers of other languages may give what the type refuses. */
function shared(store: JaegerStore): Check {
  const want = `a store of its own: ${store.kind} is inside of one pod, and a collector can write it without Kafka`;
  return !isLocal(store) || { field: "store.kind", got: store.kind, want };
}
