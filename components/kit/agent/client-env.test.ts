import { describe, expect, test } from "vitest";
import { valueOf } from "../testing";
import { type AgentAccess, sidecarAccess } from "./access";
import { type JaegerClient, jaegerClientEnv } from "./jaeger-client-env";
import { type OtlpClient, otlpEnv } from "./otlp-env";

const beside = sidecarAccess({ receives: { jaeger: ["thrift_compact", "thrift_http"] } });
const onNode: AgentAccess = { ...beside, at: { kind: "node" }, sampling: true };
const behind: AgentAccess = { ...onNode, at: { kind: "service", host: "agent.tracing.svc" } };

/** `NAME=value` of each, and `NAME<-field` of what Kubernetes knows. */
async function lines(env: ReturnType<typeof otlpEnv>): Promise<string[]> {
  const shown = env.map(async ({ name, value, valueFrom }: any) =>
    valueFrom === undefined
      ? `${name}=${typeof value === "string" ? value : await valueOf<string>(value)}`
      : `${name}<-${valueFrom.fieldRef.fieldPath}`,
  );
  return Promise.all(shown);
}

describe("programs with a client of Jaeger", () => {
  const env = async (client: Partial<JaegerClient> = {}) =>
    lines(jaegerClientEnv({ language: "go", agent: beside, service: "shop", ...client }));

  test("in Go, beside their agent", async () => {
    expect(await env()).toEqual([
      "JAEGER_SERVICE_NAME=shop",
      "JAEGER_AGENT_HOST=127.0.0.1",
      "JAEGER_AGENT_PORT=6831",
      "JAEGER_REPORTER_MAX_QUEUE_SIZE=1000",
      "JAEGER_REPORTER_FLUSH_INTERVAL=1000ms",
      "JAEGER_SAMPLER_TYPE=const",
      "JAEGER_SAMPLER_PARAM=1",
    ]);
  });

  test("in Java, at ports of the node, asking how often to trace", async () => {
    const sampler = { kind: "remote", initialRatio: 0.5 } as const;
    expect(
      await env({
        language: "java",
        agent: onNode,
        maxQueueSize: 5000,
        flushMs: 200,
        sampler,
        tags: { zone: "a", tier: "web" },
      }),
    ).toEqual([
      "NODE_IP<-status.hostIP",
      "JAEGER_SERVICE_NAME=shop",
      "JAEGER_AGENT_HOST=$(NODE_IP)",
      "JAEGER_AGENT_PORT=6831",
      "JAEGER_REPORTER_MAX_QUEUE_SIZE=5000",
      "JAEGER_REPORTER_FLUSH_INTERVAL=200",
      "JAEGER_SAMPLER_TYPE=remote",
      "JAEGER_SAMPLER_PARAM=0.5",
      "JAEGER_SAMPLER_MANAGER_HOST_PORT=$(NODE_IP):5778",
      "JAEGER_TAGS=zone=a,tier=web",
    ]);
  });

  test("in Go, by HTTP through the Service of the agents", async () => {
    const sampler = { kind: "remote" } as const;
    expect(await env({ agent: behind, protocol: "thrift_http", sampler })).toEqual([
      "JAEGER_SERVICE_NAME=shop",
      "JAEGER_ENDPOINT=http://agent.tracing.svc:14268/api/traces",
      "JAEGER_REPORTER_MAX_QUEUE_SIZE=1000",
      "JAEGER_REPORTER_FLUSH_INTERVAL=1000ms",
      "JAEGER_SAMPLER_TYPE=remote",
      "JAEGER_SAMPLER_PARAM=0.001",
      "JAEGER_SAMPLING_ENDPOINT=http://agent.tracing.svc:5778/sampling",
    ]);
  });

  test.each<[NonNullable<JaegerClient["sampler"]>, string[]]>([
    [{ kind: "never" }, ["JAEGER_SAMPLER_TYPE=const", "JAEGER_SAMPLER_PARAM=0"]],
    [
      { kind: "ratio", ratio: 0.1 },
      ["JAEGER_SAMPLER_TYPE=probabilistic", "JAEGER_SAMPLER_PARAM=0.1"],
    ],
    [
      { kind: "rate", perSecond: 2 },
      ["JAEGER_SAMPLER_TYPE=ratelimiting", "JAEGER_SAMPLER_PARAM=2"],
    ],
  ])("trace as often as %j", async (sampler, expected) => {
    expect((await env({ sampler })).slice(-2)).toEqual(expected);
  });

  test.each<[Partial<JaegerClient>, string]>([
    [{ service: "" }, 'jaegerClientEnv "": service is ""; give a name.'],
    [
      { agent: sidecarAccess() },
      'jaegerClientEnv "shop": agent is "one without thrift_compact"; ' +
        'give one with receives: { jaeger: ["thrift_compact"] }.',
    ],
    [
      { sampler: { kind: "remote" } },
      'jaegerClientEnv "shop": agent is "one without sampling"; ' +
        "give one with sampling: it would answer nothing, and programs trace as they think.",
    ],
    [
      { sampler: { kind: "ratio", ratio: 2 }, maxQueueSize: 0, tags: { "a b": "c" } },
      'jaegerClientEnv "shop": 3 arguments cannot be used:\n' +
        "  - maxQueueSize is 0; give a whole number, 1 or more.\n" +
        "  - sampler.ratio is 2; give a number from 0 to 1.\n" +
        '  - tags is "a b=c"; give keys without = and spaces, and no commas.',
    ],
    [
      { sampler: { kind: "rate", perSecond: 0 } },
      'jaegerClientEnv "shop": sampler.perSecond is 0; give more than 0.',
    ],
  ])("are refused what the agent does not take: %j", async (client, message) => {
    await expect(env(client)).rejects.toMatchObject({ message });
  });
});

describe("programs with an SDK of OpenTelemetry", () => {
  const env = async (client: Partial<OtlpClient> = {}) =>
    lines(otlpEnv({ agent: beside, service: "shop", ...client }));

  test("beside their agent send traces, and nothing that it would refuse", async () => {
    expect(await env()).toEqual([
      "OTEL_SERVICE_NAME=shop",
      "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317",
      "OTEL_EXPORTER_OTLP_PROTOCOL=grpc",
      "OTEL_METRICS_EXPORTER=none",
      "OTEL_LOGS_EXPORTER=none",
      "OTEL_TRACES_SAMPLER=parentbased_always_on",
    ]);
  });

  test("at ports of the node, with everything", async () => {
    expect(
      await env({
        agent: onNode,
        protocol: "http",
        signals: ["traces", "metrics", "logs"],
        batch: { maxQueueSize: 4096, maxBatchSize: 256, scheduleMs: 500, timeoutMs: 10_000 },
        sampler: { kind: "ratio", ratio: 0.25 },
        resource: { "deployment.environment": "uat" },
      }),
    ).toEqual([
      "NODE_IP<-status.hostIP",
      "OTEL_SERVICE_NAME=shop",
      "OTEL_EXPORTER_OTLP_ENDPOINT=http://$(NODE_IP):4318",
      "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
      "OTEL_BSP_MAX_QUEUE_SIZE=4096",
      "OTEL_BSP_MAX_EXPORT_BATCH_SIZE=256",
      "OTEL_BSP_SCHEDULE_DELAY=500",
      "OTEL_BSP_EXPORT_TIMEOUT=10000",
      "OTEL_TRACES_SAMPLER=parentbased_traceidratio",
      "OTEL_TRACES_SAMPLER_ARG=0.25",
      "OTEL_RESOURCE_ATTRIBUTES=deployment.environment=uat",
    ]);
  });

  test("through the Service of the agents, asking how often to trace", async () => {
    const shown = await env({ agent: behind, sampler: { kind: "remote", pollMs: 5000 } });
    expect(shown.slice(1, 3)).toEqual([
      "OTEL_EXPORTER_OTLP_ENDPOINT=http://agent.tracing.svc:4317",
      "OTEL_EXPORTER_OTLP_PROTOCOL=grpc",
    ]);
    expect(shown.slice(-2)).toEqual([
      "OTEL_TRACES_SAMPLER=parentbased_jaeger_remote",
      "OTEL_TRACES_SAMPLER_ARG=endpoint=http://agent.tracing.svc:5779," +
        "pollingIntervalMs=5000,initialSamplingRate=0.001",
    ]);
    expect((await env({ sampler: { kind: "never" } })).at(-1)).toBe(
      "OTEL_TRACES_SAMPLER=always_off",
    );
  });

  test.each<[Partial<OtlpClient>, string]>([
    [
      { agent: sidecarAccess({ receives: { otlp: ["http"] } }), protocol: "grpc" },
      'otlpEnv "shop": agent is "one without OTLP over grpc"; ' +
        'give one with receives: { otlp: ["grpc"] }.',
    ],
    [
      { sampler: { kind: "remote" } },
      'otlpEnv "shop": agent is "one without sampling"; ' +
        "give one with sampling: it would answer nothing, and programs trace as they think.",
    ],
    [
      { batch: { maxQueueSize: 100, maxBatchSize: 512 }, signals: [], resource: { a: "b,c" } },
      'otlpEnv "shop": 3 arguments cannot be used:\n' +
        "  - signals is []; give one or more.\n" +
        "  - batch.maxBatchSize is 512; give a whole number, 1 to 100.\n" +
        '  - resource is "a=b,c"; give keys without = and spaces, and no commas.',
    ],
    [
      { agent: onNode, sampler: { kind: "remote", initialRatio: -1, pollMs: 0 } },
      'otlpEnv "shop": 2 arguments cannot be used:\n' +
        "  - sampler.initialRatio is -1; give a number from 0 to 1.\n" +
        "  - sampler.pollMs is 0; give a whole number of milliseconds, 1 or more.",
    ],
  ])("are refused what the agent does not take: %j", async (client, message) => {
    await expect(env(client)).rejects.toMatchObject({ message });
  });
});
