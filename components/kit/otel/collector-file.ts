import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../refusal";
import type { Parts, Settings } from "./settings";

/** What one signal goes through, each part by its name. */
export interface Pipeline {
  receivers: readonly string[];
  /** In this order; `memory_limiter` first. */
  processors: readonly string[];
  exporters: readonly string[];
}

/** All that a Collector, or a Jaeger 2, is told. Every extension that is defined is started. */
export interface CollectorConfig {
  receivers: Parts;
  processors: Parts;
  exporters: Parts;
  /** Each is an exporter of some pipelines and a receiver of others. */
  connectors?: Parts;
  extensions: Parts;
  /** By signal: `traces`, `metrics`, `logs`, or `traces/second`. */
  pipelines: Readonly<Record<string, Pipeline>>;
  telemetry: Settings;
}

/** The whole file, in JSON, which is YAML too. */
export function collectorFile(config: CollectorConfig): pulumi.Output<string> {
  const { receivers, processors, exporters, connectors, extensions } = config;
  const { pipelines, telemetry } = config;
  const file: object = {
    extensions,
    receivers,
    processors,
    ...(connectors === undefined ? {} : { connectors }),
    exporters,
    service: { extensions: Object.keys(extensions), pipelines, telemetry },
  };
  return pulumi.output(file).apply((known) => `${JSON.stringify(known, null, 2)}\n`);
}

const SIGNALS = ["traces", "metrics", "logs"];

/** Parts that may not be told which memory is left: they hold nothing. */
const IDLE = "nop";

/** Checks for `refuse`: with any of it wrong, the Collector does not start, or dies when memory is short. */
export function pipelineChecks(config: CollectorConfig): (true | Problem)[] {
  const pipelines = Object.entries(config.pipelines);
  return [
    pipelines.length > 0 || { field: "pipelines", got: config.pipelines, want: "one or more" },
    ...pipelines.flatMap(([name, pipeline]) => checksOf(name, pipeline, config)),
    ...connectorChecks(config),
  ];
}

function checksOf(name: string, pipeline: Pipeline, config: CollectorConfig): (true | Problem)[] {
  const field = `pipelines.${name}`;
  const [signal = ""] = name.split("/");
  const { receivers, processors, exporters } = pipeline;
  const connectors = Object.keys(config.connectors ?? {});
  const defined = {
    receivers: [...Object.keys(config.receivers), ...connectors],
    processors: Object.keys(config.processors),
    exporters: [...Object.keys(config.exporters), ...connectors],
  };
  const named = (kind: keyof typeof defined) =>
    pipeline[kind]
      .filter((part) => !defined[kind].includes(part))
      .map((got) => ({ field: `${field}.${kind}`, got, want: oneOf(defined[kind]) }));
  const first = processors[0] ?? "none";
  return [
    SIGNALS.includes(signal) || {
      field: "pipelines",
      got: name,
      want: `a name that begins with ${SIGNALS.join(", ")}`,
    },
    receivers.length > 0 || { field: `${field}.receivers`, got: receivers, want: "one or more" },
    exporters.length > 0 || { field: `${field}.exporters`, got: exporters, want: "one or more" },
    ...named("receivers"),
    ...named("processors"),
    ...named("exporters"),
    receivers.every((part) => part === IDLE) ||
      first.split("/")[0] === "memory_limiter" || {
        field: `${field}.processors`,
        got: first,
        want: "memory_limiter first: what comes before it fills the memory",
      },
  ];
}

/** The Collector refuses a connector that only one side uses. */
function connectorChecks({ connectors = {}, pipelines }: CollectorConfig): (true | Problem)[] {
  const all = Object.values(pipelines);
  return Object.keys(connectors).map((name) => {
    const isFed = all.some(({ exporters }) => exporters.includes(name));
    const isRead = all.some(({ receivers }) => receivers.includes(name));
    const want = "among the exporters of one pipeline and the receivers of another";
    return (isFed && isRead) || { field: `connectors.${name}`, got: "used by one side", want };
  });
}

function oneOf(names: readonly string[]): string {
  return names.length === 0
    ? "none, as none is defined"
    : `one that is defined: ${names.join(", ")}`;
}
