import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { OTLP_PORTS } from "../otel/otlp-receiver";
import { type Problem, refuse } from "../refusal";
import { whole } from "../whole";
import { type AgentAccess, hostOf } from "./access";
import type { AgentSignal, OtlpProtocol } from "./args";
import { listCheck, listOf, ratioCheck, samplingCheck } from "./client-checks";
import { SAMPLING_PORTS } from "./ports";

/** What a program with an SDK or agent of OpenTelemetry is told. */
export interface OtlpClient {
  agent: AgentAccess;
  /** Name of the service. */
  service: string;
  /** @default the first that the agent takes */
  protocol?: OtlpProtocol;
  /** What it sends; all else is off, as an agent refuses what it does not pass on. @default ["traces"] */
  signals?: readonly AgentSignal[];
  /** How spans are gathered in the program. @default as the SDK has it */
  batch?: OtlpBatch;
  /** How often a trace is begun; a trace that has begun elsewhere is followed. @default every time */
  sampler?: OtlpSampler;
  /** What everything that it sends carries, such as `{ "deployment.environment": "uat" }`. @default nothing */
  resource?: Readonly<Record<string, string>>;
}

/**
 * The batch processor of the SDK.
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#batch-span-processor
 */
export interface OtlpBatch {
  /** Spans that wait; what comes while it is full is lost. @default 2048 */
  maxQueueSize?: number;
  /** Spans that are sent together. @default 512 */
  maxBatchSize?: number;
  /** How often waiting spans are sent, in milliseconds. @default 5000 */
  scheduleMs?: number;
  /** Longest wait for the agent, in milliseconds. @default 30000 */
  timeoutMs?: number;
}

export type OtlpSampler =
  | { kind: "always" }
  | { kind: "never" }
  /** A part of all, from 0 to 1. */
  | { kind: "ratio"; ratio: number }
  /** As the agent says, which must have `sampling`; the Java agent alone knows how to ask it. */
  | {
      kind: "remote";
      /** Until it has answered. @default 0.001 */
      initialRatio?: number;
      /** How often it is asked, in milliseconds. @default 60000 */
      pollMs?: number;
    };

/**
 * Environment of a program with an SDK or agent of OpenTelemetry, for the agent that it is given.
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 * @example
 * env: otlpEnv({ agent: agents.access, service: "shop" })
 * @throws RunError when the agent does not take what the program would send
 */
export function otlpEnv(client: OtlpClient): k8s.types.input.core.v1.EnvVar[] {
  const { agent, service, signals = ["traces"], resource = {} } = client;
  refuse(`otlpEnv "${service}"`, checks(client));
  const protocol = protocolOf(client);
  const { before, host } = hostOf(agent.at);
  const off = (["traces", "metrics", "logs"] as const).filter(
    (signal) => !signals.includes(signal),
  );
  return [
    ...before,
    { name: "OTEL_SERVICE_NAME", value: service },
    {
      name: "OTEL_EXPORTER_OTLP_ENDPOINT",
      value: pulumi.interpolate`http://${host}:${OTLP_PORTS[protocol]}`,
    },
    {
      name: "OTEL_EXPORTER_OTLP_PROTOCOL",
      value: protocol === "grpc" ? "grpc" : "http/protobuf",
    },
    ...off.map((signal) => ({ name: `OTEL_${signal.toUpperCase()}_EXPORTER`, value: "none" })),
    ...batchOf(client.batch),
    ...samplerOf(client),
    ...(Object.keys(resource).length === 0
      ? []
      : [{ name: "OTEL_RESOURCE_ATTRIBUTES", value: listOf(resource) }]),
  ];
}

function protocolOf({ protocol, agent }: OtlpClient): OtlpProtocol {
  return protocol ?? agent.otlp[0] ?? "grpc";
}

function batchOf({ maxQueueSize, maxBatchSize, scheduleMs, timeoutMs }: OtlpBatch = {}) {
  const given = {
    OTEL_BSP_MAX_QUEUE_SIZE: maxQueueSize,
    OTEL_BSP_MAX_EXPORT_BATCH_SIZE: maxBatchSize,
    OTEL_BSP_SCHEDULE_DELAY: scheduleMs,
    OTEL_BSP_EXPORT_TIMEOUT: timeoutMs,
  };
  return Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value: `${value}` }],
  );
}

function samplerOf({ agent, sampler = { kind: "always" } }: OtlpClient) {
  const named = (value: string) => ({ name: "OTEL_TRACES_SAMPLER", value });
  const argument = (value: pulumi.Input<string>) => ({ name: "OTEL_TRACES_SAMPLER_ARG", value });
  switch (sampler.kind) {
    case "always":
      return [named("parentbased_always_on")];
    case "never":
      return [named("always_off")];
    case "ratio":
      return [named("parentbased_traceidratio"), argument(`${sampler.ratio}`)];
    case "remote": {
      const { host } = hostOf(agent.at);
      const { initialRatio = 0.001, pollMs = 60_000 } = sampler;
      const rest = `pollingIntervalMs=${pollMs},initialSamplingRate=${initialRatio}`;
      return [
        named("parentbased_jaeger_remote"),
        argument(pulumi.interpolate`endpoint=http://${host}:${SAMPLING_PORTS.grpc.port},${rest}`),
      ];
    }
  }
}

function checks(client: OtlpClient): (true | Problem)[] {
  const { agent, service, signals, batch = {}, sampler, resource = {} } = client;
  const { maxQueueSize, maxBatchSize, scheduleMs, timeoutMs } = batch;
  const protocol = protocolOf(client);
  const milliseconds = { least: 1, unit: "milliseconds" };
  return [
    service !== "" || { field: "service", got: service, want: "a name" },
    agent.otlp.includes(protocol) || {
      field: "agent",
      got: `one without OTLP over ${protocol}`,
      want: `one with receives: { otlp: ["${protocol}"] }`,
    },
    signals === undefined ||
      signals.length > 0 || { field: "signals", got: signals, want: "one or more" },
    whole("batch.maxQueueSize", maxQueueSize, { least: 1 }),
    whole("batch.maxBatchSize", maxBatchSize, { least: 1, most: maxQueueSize ?? 2048 }),
    whole("batch.scheduleMs", scheduleMs, milliseconds),
    whole("batch.timeoutMs", timeoutMs, milliseconds),
    ...samplerChecks(sampler, agent),
    ...Object.entries(resource).map(([key, value]) => listCheck("resource", key, value)),
  ];
}

function samplerChecks(sampler: OtlpSampler | undefined, agent: AgentAccess): (true | Problem)[] {
  switch (sampler?.kind) {
    case "ratio":
      return [ratioCheck("sampler.ratio", sampler.ratio)];
    case "remote":
      return [
        samplingCheck(agent),
        sampler.initialRatio === undefined ||
          ratioCheck("sampler.initialRatio", sampler.initialRatio),
        whole("sampler.pollMs", sampler.pollMs, { least: 1, unit: "milliseconds" }),
      ];
    case "always":
    case "never":
    case undefined:
      return [];
  }
}
