import type { JaegerStore } from "../jaeger-store";
import { atPod, type Settings } from "../otel/settings";
import type { Problem } from "../refusal";
import { whole } from "../whole";
import { pathOf } from "./folders";
import { JAEGER_PORTS } from "./ports";
import { BACKENDS } from "./store";

/** How often programs that ask are told to trace. */
export type JaegerSampling =
  /** As written, by service. */
  | {
      kind: "file";
      /** Of each of these services. */
      services?: readonly JaegerStrategy[];
      /** Of every other, from 0 to 1. @default 0.001 */
      probability?: number;
    }
  /** As often as it takes to get so many traces; Jaeger learns it from what comes in. */
  | {
      kind: "adaptive";
      /** Traces of each operation that are aimed at, a second. @default 1 */
      tracesPerSecond?: number;
      /** Probability of an operation that is new, from 0 to 1. @default 0.001 */
      initialProbability?: number;
      /** The least, from 0 to 1. @default 0.00001 */
      leastProbability?: number;
    };

/** Traces of one service: a part of all, from 0 to 1, or so many a second. */
export type JaegerStrategy =
  { service: string; probability: number } | { service: string; tracesPerSecond: number };

/**
 * Section `remote_sampling`.
 * @see https://github.com/jaegertracing/jaeger/blob/v2.20.0/cmd/jaeger/internal/extension/remotesampling/config.go
 */
export function remoteSampling(sampling: JaegerSampling): Settings {
  const http = { endpoint: atPod(JAEGER_PORTS.samplingHttp) };
  const grpc = { endpoint: atPod(JAEGER_PORTS.sampling) };
  if (sampling.kind === "file") {
    const { probability = DEFAULT_PROBABILITY } = sampling;
    const file = { path: pathOf("strategies"), default_sampling_probability: probability };
    return { file, http, grpc };
  }
  const adaptive = {
    sampling_store: BACKENDS.main,
    target_samples_per_second: sampling.tracesPerSecond ?? 1,
    initial_sampling_probability: sampling.initialProbability ?? DEFAULT_PROBABILITY,
    min_sampling_probability: sampling.leastProbability ?? LEAST_PROBABILITY,
  };
  return { adaptive, http, grpc };
}

/**
 * The file of strategies.
 * @see https://www.jaegertracing.io/docs/2.20/architecture/sampling/#file-based-sampling-configuration
 */
export function strategiesFile(sampling: Extract<JaegerSampling, { kind: "file" }>): string {
  const { services = [], probability = DEFAULT_PROBABILITY } = sampling;
  const file = {
    service_strategies: services.map((one) => ({ service: one.service, ...strategy(one) })),
    default_strategy: { type: "probabilistic", param: probability },
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Variables of Jaeger 1. */
export function samplingEnvOfV1(sampling: JaegerSampling): Record<string, string> {
  if (sampling.kind === "file")
    return { SAMPLING_CONFIG_TYPE: "file", SAMPLING_STRATEGIES_FILE: pathOf("strategies") };
  return {
    SAMPLING_CONFIG_TYPE: "adaptive",
    SAMPLING_TARGET_SAMPLES_PER_SECOND: `${sampling.tracesPerSecond ?? 1}`,
    SAMPLING_INITIAL_SAMPLING_PROBABILITY: `${sampling.initialProbability ?? DEFAULT_PROBABILITY}`,
    SAMPLING_MIN_SAMPLING_PROBABILITY: `${sampling.leastProbability ?? LEAST_PROBABILITY}`,
  };
}

/** Stores that keep what adaptive sampling learns. */
const LEARNING: readonly JaegerStore["kind"][] = [
  "memory",
  "badger",
  "cassandra",
  "elasticsearch",
  "opensearch",
];

/** Checks for `refuse`; without a store, spans go to Kafka. */
export function samplingChecks(sampling: JaegerSampling, store?: JaegerStore): (true | Problem)[] {
  if (sampling.kind === "file")
    return [
      part("sampling.probability", sampling.probability),
      ...(sampling.services ?? []).map((one, index) =>
        "probability" in one
          ? part(`sampling.services[${index}].probability`, one.probability)
          : whole(`sampling.services[${index}].tracesPerSecond`, one.tracesPerSecond, { least: 1 }),
      ),
    ];
  const want =
    store === undefined
      ? '"file": adaptive sampling learns from a store, and spans go to Kafka'
      : `"file", or ${LEARNING.join(", ")} as store: ${store.kind} keeps nothing that is learned`;
  const learns = store !== undefined && LEARNING.includes(store.kind);
  const { tracesPerSecond } = sampling;
  return [
    learns || { field: "sampling.kind", got: "adaptive", want },
    tracesPerSecond === undefined ||
      tracesPerSecond > 0 || {
        field: "sampling.tracesPerSecond",
        got: tracesPerSecond,
        want: "a number above 0",
      },
    part("sampling.initialProbability", sampling.initialProbability),
    part("sampling.leastProbability", sampling.leastProbability),
  ];
}

const DEFAULT_PROBABILITY = 0.001;
const LEAST_PROBABILITY = 0.000_01;

function strategy(one: JaegerStrategy) {
  return "probability" in one
    ? { type: "probabilistic", param: one.probability }
    : { type: "ratelimiting", param: one.tracesPerSecond };
}

function part(field: string, value: number | undefined): true | Problem {
  const holds = value === undefined || (value >= 0 && value <= 1);
  return holds || { field, got: value, want: "a part of all, from 0 to 1" };
}
