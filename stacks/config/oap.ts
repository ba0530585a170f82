import { z } from "zod";
import { alarms } from "./alarms";
import { coordinator } from "./coordinator";
import { callers, oapExposure } from "./exposure";
import { address, count, memory, optional, resources, scale, text, texts } from "./fields";
import { caBundle, certificate, env, secretRef } from "./references";
import { suggestion } from "./suggestion";

const topology = z.discriminatedUnion("kind", [
  z
    .strictObject({ kind: z.literal("mixed"), scale: scale.describe("How many.") })
    .describe("Every OAP does everything."),
  z
    .strictObject({
      kind: z.literal("split"),
      receivers: scale.describe("How many receive."),
      aggregators: scale.describe("How many aggregate and store."),
    })
    .describe("Receivers and aggregators apart; experimental."),
]);

const analyzer = z.enum(["mx-mesh", "k8s-mesh", "persistence"]);

const timeZone = z
  .string({ error: ({ input }) => `a time zone such as UTC${nearTo(input)}` })
  .refine(isTimeZone)
  .meta({
    description: "Where days begin; what asks OAP by time must use the same.",
    default: "UTC",
  });

function nearTo(given: unknown): string {
  const zone = suggestion(String(given), Intl.supportedValuesOf("timeZone"));
  return zone === undefined ? " or Asia/Shanghai" : `; did you mean ${zone}?`;
}

function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

const grpc = z.strictObject({
  tls: optional(certificate.describe("Certificate of the server, for one pod; several take mtls.")),
  maxMessageMebibytes: optional(
    count(1).meta({ description: "Largest message, in MiB.", default: 50 }),
  ),
  maxConcurrentCalls: optional(
    count(1).describe("Calls at once on one connection. Default: no limit."),
  ),
  threads: optional(count(1).describe("Threads that serve calls. Default: OAP's own choice.")),
});

const mtls = z.strictObject({
  certificate: certificate.describe("Certificate of the port."),
  clientCa: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("none") }).describe("Agents need none: TLS, not mTLS."),
      ...caBundle.options,
    ])
    .describe("What the certificates of agents are signed with."),
});

const policy = {
  ratePerTenThousand: optional(
    count(0, 10000).meta({ description: "Traces kept of every 10000.", default: 10000 }),
  ),
  slowerThanMs: optional(
    count(0).describe("Trace segments that take longer are kept, in ms. Default: none for that."),
  ),
};

const sampling = z.strictObject({
  ...policy,
  keepErrors: optional(
    z.boolean().meta({ description: "Keep every trace segment with an error.", default: true }),
  ),
  services: optional(
    z.record(text, z.strictObject(policy)).describe("Other policies for services, by name."),
  ),
});

/** The OAP server. */
export const oap = z.strictObject({
  topology: optional(
    topology.meta({
      description: "How the work is divided.",
      default: { kind: "mixed", scale: { kind: "fixed", replicas: 1 } },
    }),
  ),
  coordinator: optional(
    coordinator.describe(
      "How several OAP find each other. Default: kubernetes for more than one, else standalone.",
    ),
  ),
  resources: optional(
    resources.describe(
      "What each pod and the init Job may use. Default: 500m to 2 CPU, 1536Mi to 2Gi.",
    ),
  ),
  heap: optional(memory.describe("Java heap. Default: all of the memory limit but 1Gi.")),
  retention: optional(
    z
      .strictObject({
        recordsDays: optional(
          count(2).meta({ description: "Days that traces and logs are kept.", default: 3 }),
        ),
        metricsDays: optional(
          count(2).meta({ description: "Days that metrics are kept.", default: 7 }),
        ),
      })
      .describe("How long data is kept."),
  ),
  features: optional(
    z
      .array(z.enum(["zipkin", "promql", "logql", "traceql", "firehose"]))
      .refine(eachOnce, { error: "each feature once" })
      .meta({
        description: "What is offered besides receiving traces and answering GraphQL.",
        default: [],
      }),
  ),
  grpc: optional(grpc.describe("gRPC on 11800, where agents report and OAP talks to OAP.")),
  mtls: optional(mtls.describe("A second gRPC port, 11801, for agents alone, behind TLS.")),
  agentToken: optional(
    secretRef("agentToken").describe("Token that agents must send. Default: none is asked for."),
  ),
  sampling: optional(sampling.describe("Which traces are stored. Default: all.")),
  alarms: optional(
    alarms.describe("Rules that watch metrics, and whom they tell. Default: OAP's own rules."),
  ),
  dynamicConfiguration: optional(
    z
      .strictObject({
        items: texts.describe("Settings by name, such as core.default.apdexThreshold."),
        periodSeconds: optional(
          count(1).meta({ description: "Time between two looks, in seconds.", default: 60 }),
        ),
      })
      .describe("Settings that OAP follows while it runs, in a ConfigMap."),
  ),
  accessLogs: optional(
    z
      .strictObject({
        http: z.array(analyzer).describe("Analyzers of HTTP logs, the first success wins."),
        tcp: z.array(analyzer).describe("Analyzers of TCP logs, the first success wins."),
      })
      .describe("How access logs of Envoy are read."),
  ),
  onDemandPodLogs: optional(
    z
      .literal("on", { error: '"on", or leave it out' })
      .describe("Shows logs of any pod in the UI."),
  ),
  timeZone: optional(timeZone),
  exposure: optional(
    oapExposure.meta({
      description: "How agents outside the cluster reach OAP.",
      default: { kind: "clusterIP" },
    }),
  ),
  callers: optional(callers.meta({ description: "Who may send data.", default: [] })),
  readers: optional(callers.meta({ description: "Who may ask, besides the UI.", default: [] })),
  scrapers: optional(callers.meta({ description: "Who may read its own metrics.", default: [] })),
  reaches: optional(
    z.array(address).describe("Where else it connects to because of env or alarms, host:port."),
  ),
  env: optional(
    env.describe("More settings, by the name of their variable: SW_… must be known to OAP."),
  ),
});

function eachOnce(items: readonly string[]): boolean {
  return new Set(items).size === items.length;
}
