import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { JAEGER_PORTS } from "../otel/jaeger-receiver";
import { type Problem, refuse } from "../refusal";
import { whole } from "../whole";
import { type AgentAccess, hostOf } from "./access";
import { listCheck, listOf, ratioCheck, samplingCheck } from "./client-checks";
import { SAMPLING_PORTS } from "./ports";

/** What a program with one of Jaeger's own clients is told. They have retired; new programs take OTLP. */
export interface JaegerClient {
  /** Its client; the two write times and addresses differently. */
  language: "go" | "java";
  agent: AgentAccess;
  /** Name of the service. */
  service: string;
  /**
   * How spans are sent: by UDP, where what does not arrive is lost unnoticed, or by HTTP.
   * @default "thrift_compact"
   */
  protocol?: "thrift_compact" | "thrift_http";
  /** Spans that wait to be sent; what comes while it is full is lost. The clients have 100. @default 1000 */
  maxQueueSize?: number;
  /** How often waiting spans are sent, in milliseconds. @default 1000 */
  flushMs?: number;
  /** How often a trace is begun. @default every time */
  sampler?: JaegerSampler;
  /** Tags of every span. @default none */
  tags?: Readonly<Record<string, string>>;
}

export type JaegerSampler =
  | { kind: "always" }
  | { kind: "never" }
  /** A part of all, from 0 to 1. */
  | { kind: "ratio"; ratio: number }
  /** So many in a second. */
  | { kind: "rate"; perSecond: number }
  /** As the agent says, which must have `sampling`; until it has answered, a part of all. */
  | { kind: "remote"; initialRatio?: number };

/**
 * Environment of a program with one of Jaeger's own clients, for the agent that it is given.
 * @see https://github.com/jaegertracing/jaeger-client-go/blob/v2.30.0/README.md#environment-variables
 * @see https://github.com/jaegertracing/jaeger-client-java/blob/v1.8.1/jaeger-core/README.md
 * @example
 * env: jaegerClientEnv({ language: "go", agent: agents.access, service: "shop" })
 * @throws RunError when the agent does not take what the client would send
 */
export function jaegerClientEnv(client: JaegerClient): k8s.types.input.core.v1.EnvVar[] {
  const { service, maxQueueSize = 1000, flushMs = 1000, tags = {} } = client;
  refuse(`jaegerClientEnv "${service}"`, checks(client));
  const { before } = hostOf(client.agent.at);
  return [
    ...before,
    { name: "JAEGER_SERVICE_NAME", value: service },
    ...addressOf(client),
    { name: "JAEGER_REPORTER_MAX_QUEUE_SIZE", value: `${maxQueueSize}` },
    {
      name: "JAEGER_REPORTER_FLUSH_INTERVAL",
      value: client.language === "go" ? `${flushMs}ms` : `${flushMs}`,
    },
    ...samplerOf(client),
    ...(Object.keys(tags).length === 0 ? [] : [{ name: "JAEGER_TAGS", value: listOf(tags) }]),
  ];
}

function addressOf({ agent, protocol = "thrift_compact" }: JaegerClient) {
  const { host } = hostOf(agent.at);
  const { port } = JAEGER_PORTS[protocol];
  if (protocol === "thrift_http")
    return [
      { name: "JAEGER_ENDPOINT", value: pulumi.interpolate`http://${host}:${port}/api/traces` },
    ];
  return [
    { name: "JAEGER_AGENT_HOST", value: host },
    { name: "JAEGER_AGENT_PORT", value: `${port}` },
  ];
}

function samplerOf(client: JaegerClient) {
  const { sampler = { kind: "always" } } = client;
  const told = (type: string, parameter: number) => [
    { name: "JAEGER_SAMPLER_TYPE", value: type },
    { name: "JAEGER_SAMPLER_PARAM", value: `${parameter}` },
  ];
  switch (sampler.kind) {
    case "always":
      return told("const", 1);
    case "never":
      return told("const", 0);
    case "ratio":
      return told("probabilistic", sampler.ratio);
    case "rate":
      return told("ratelimiting", sampler.perSecond);
    case "remote":
      return [...told("remote", sampler.initialRatio ?? 0.001), askedAt(client)];
  }
}

function askedAt({ agent, language }: JaegerClient) {
  const { host } = hostOf(agent.at);
  const address = pulumi.interpolate`${host}:${SAMPLING_PORTS.http.port}`;
  return language === "go"
    ? { name: "JAEGER_SAMPLING_ENDPOINT", value: pulumi.interpolate`http://${address}/sampling` }
    : { name: "JAEGER_SAMPLER_MANAGER_HOST_PORT", value: address };
}

function checks(client: JaegerClient): (true | Problem)[] {
  const { agent, service, protocol = "thrift_compact", sampler, tags = {} } = client;
  return [
    service !== "" || { field: "service", got: service, want: "a name" },
    agent.jaeger.includes(protocol) || {
      field: "agent",
      got: `one without ${protocol}`,
      want: `one with receives: { jaeger: ["${protocol}"] }`,
    },
    whole("maxQueueSize", client.maxQueueSize, { least: 1 }),
    whole("flushMs", client.flushMs, { least: 1, unit: "milliseconds" }),
    ...samplerChecks(sampler, agent),
    ...Object.entries(tags).map(([key, value]) => listCheck("tags", key, value)),
  ];
}

function samplerChecks(sampler: JaegerSampler | undefined, agent: AgentAccess): (true | Problem)[] {
  switch (sampler?.kind) {
    case "ratio":
      return [ratioCheck("sampler.ratio", sampler.ratio)];
    case "rate":
      return [
        sampler.perSecond > 0 || {
          field: "sampler.perSecond",
          got: sampler.perSecond,
          want: "more than 0",
        },
      ];
    case "remote":
      return [
        samplingCheck(agent),
        sampler.initialRatio === undefined ||
          ratioCheck("sampler.initialRatio", sampler.initialRatio),
      ];
    case "always":
    case "never":
    case undefined:
      return [];
  }
}
