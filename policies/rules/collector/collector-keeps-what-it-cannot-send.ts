import type { Manifest } from "../../objects";
import { seconds } from "../../parse/duration";
import { pipelinesIn, used } from "../../read/pipelines";
import { each, rule, when } from "../../rule";
import { collectorWith } from "./examples";

/** Exporters that send nothing anywhere, or have no queue. */
const WITHOUT = /^(debug|nop|file|prometheus|load_?balancing)(\/|$)/;

export const collectorKeepsWhatItCannotSend = rule({
  name: "collector-keeps-what-it-cannot-send",
  family: "collector",
  scope: "stack",
  severity: "high",
  title: "Exporters of a Collector have a queue and try again",
  why: "A short outage of what is behind it drops traces; the exporter of Jaeger's storage has neither by default.",
  remedy: "leave sending_queue and retry_on_failure on, and set both of jaeger_storage_exporter",
  source:
    "https://github.com/open-telemetry/opentelemetry-collector/blob/v0.159.0/exporter/exporterhelper/README.md",
  bad: collectorWith({
    exporters: "otlp: { endpoint: https://traces.example.com, sending_queue: { enabled: false } }",
  }),
  good: collectorWith({}),
  check: (object, { stack }) =>
    each(pipelinesIn(object, stack), ({ title, config }) =>
      used(config, "exporters")
        .filter((name) => !WITHOUT.test(name) && config.exporters?.[name] !== undefined)
        .flatMap((name) =>
          faults(name, config.exporters[name] ?? {}).map((fault) => `${title}: ${fault}`),
        ),
    ),
});

function faults(name: string, exporter: Manifest): string[] {
  const isStorage = name.startsWith("jaeger_storage_exporter");
  const queue = isStorage ? exporter.queue : exporter.sending_queue;
  const retry = exporter.retry_on_failure;
  const limit = retry?.max_elapsed_time;
  return [
    ...when(
      isStorage ? queue === undefined || queue?.enabled === false : queue?.enabled === false,
      `exporter ${name} has no queue`,
    ),
    ...when(
      isStorage ? retry?.enabled !== true : retry?.enabled === false,
      `exporter ${name} does not try again`,
    ),
    ...when(
      limit !== undefined && seconds(limit) === 0,
      `exporter ${name} tries for ever, until its queue is full; give max_elapsed_time more than 0`,
    ),
  ];
}
