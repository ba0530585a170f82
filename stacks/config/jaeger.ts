import { z } from "zod";
import { JAEGER_VERSIONS } from "../../components/kit/jaeger/versions";
import { RELEASES } from "../versions";
import { callers } from "./exposure";
import { address, count, optional, resources, text } from "./fields";
import { jaegerAgents } from "./jaeger-agents";
import { jaegerDependencies, jaegerMonitoring } from "./jaeger-beside";
import { jaegerPart } from "./jaeger-part";
import { jaegerQuery } from "./jaeger-query";
import { jaegerStorage } from "./jaeger-storage";
import { oneOf } from "./problems";
import { caBundle, certificate, credentials } from "./references";

const probability = (what: string) =>
  z.number({ error: "a part of all, from 0 to 1" }).min(0).max(1).describe(what);

const sampling = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("file"),
      probability: optional(probability("Of every service that is not named. Default: 0.001.")),
      services: optional(
        z
          .array(
            z.union([
              z.strictObject({ service: text, probability: probability("Part of its traces.") }),
              z.strictObject({ service: text, tracesPerSecond: count(1) }),
            ]),
          )
          .describe("Of these services: a part of all, or so many a second."),
      ),
    })
    .describe("As often as is written here."),
  z
    .strictObject({
      kind: z.literal("adaptive"),
      tracesPerSecond: optional(
        count(1).meta({ description: "Traces of an operation, a second.", default: 1 }),
      ),
      initialProbability: optional(probability("Of a new operation. Default: 0.001.")),
      leastProbability: optional(probability("The least. Default: 0.00001.")),
    })
    .describe("As often as it takes, learned from what comes in."),
]);

const retry = z.strictObject({
  seconds: optional(count(1).meta({ description: "Time that is tried, in s.", default: 300 })),
  pauseSeconds: optional(count(1).meta({ description: "Longest pause, in s.", default: 30 })),
});

const collector = z.strictObject({
  ...jaegerPart,
  legacy: optional(
    z
      .array(z.enum(["jaeger", "zipkin"]))
      .meta({ description: "What it takes besides OTLP.", default: [] }),
  ),
  sampling: optional(sampling.describe("What programs are told that ask. Default: nothing.")),
  spanMetrics: optional(
    z.literal("on", { error: '"on", or leave it out' }).describe("Counts spans, for Prometheus."),
  ),
  queue: optional(
    z
      .strictObject({
        requests: optional(count(1).meta({ description: "Batches that wait.", default: 1000 })),
        consumers: optional(count(1).meta({ description: "Batches sent at once.", default: 10 })),
      })
      .describe("What it keeps until the storage has it."),
  ),
  retry: optional(retry.describe("How long it tries to pass a batch on.")),
  batch: optional(
    z
      .strictObject({
        spans: optional(count(1).meta({ description: "Spans that are enough.", default: 1000 })),
        seconds: optional(count(1).meta({ description: "Longest wait, in s.", default: 1 })),
      })
      .describe("How spans are gathered."),
  ),
  tls: optional(
    z
      .strictObject({
        certificate: certificate.describe("Certificate of OTLP."),
        clientCa: optional(caBundle.describe("CA of clients. Default: they need none.")),
      })
      .describe("TLS of OTLP. Default: none."),
  ),
  connectionSeconds: optional(
    count(1).meta({ description: "Life of a connection of gRPC, in s.", default: 60 }),
  ),
  resources: optional(
    resources.describe("What each may use. Default: 250m to 1 CPU, 64Mi to 512Mi."),
  ),
  drainSeconds: optional(
    count(1).meta({ description: "Time to pass on what it holds, in s.", default: 30 }),
  ),
  callers: optional(callers.meta({ description: "Who may send.", default: [] })),
});

const ingester = z.strictObject({
  ...jaegerPart,
  group: optional(text.meta({ description: "Consumer group.", default: "jaeger-ingester" })),
  consumers: optional(count(1).meta({ description: "Messages written at once.", default: 10 })),
  retry: optional(retry.describe("How long a message is tried.")),
  resources: optional(
    resources.describe("What each may use. Default: 250m to 1 CPU, 64Mi to 512Mi."),
  ),
});

const indexCare = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: optional(z.literal("installed")),
      keptDays: optional(count(1).meta({ description: "Days that spans are kept.", default: 7 })),
      foundDays: optional(count(1).describe("Days that spans are found; rollover only.")),
      rollover: optional(
        z
          .strictObject({
            maxAgeDays: optional(count(1).meta({ description: "Age, in days.", default: 1 })),
            maxGibibytes: optional(count(1).meta({ description: "Size, in GiB.", default: 50 })),
            maxDocuments: optional(count(1).describe("Number of spans. Default: no limit.")),
          })
          .describe("When an index is full."),
      ),
      schedule: optional(
        text.meta({ description: "When the jobs run, in UTC.", default: "55 23 * * *" }),
      ),
      resources: optional(resources.describe("What a job may use.")),
    })
    .describe("What deletes old indices. The default."),
  z.strictObject({ kind: z.literal("none") }).describe("Somebody else does."),
]);

const kafka = z.strictObject({
  brokers: z.array(address).min(1).describe("Brokers to begin with."),
  topic: optional(text.meta({ description: "Topic of the spans.", default: "jaeger-spans" })),
  encoding: optional(
    z
      .enum(["otlp_proto", "jaeger_proto"])
      .meta({ description: "How spans are written.", default: "otlp_proto" }),
  ),
  login: optional(
    z
      .strictObject({
        credentials: credentials.describe("User and password, in existing Secrets."),
        mechanism: z.enum(["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"]).describe("Of SASL."),
      })
      .describe("User of the brokers. Default: none."),
  ),
  tls: optional(
    z
      .strictObject({
        ca: optional(caBundle.describe("CA of the brokers. Default: a public one.")),
      })
      .describe("Connects over TLS. Default: no."),
  ),
});

/** Jaeger: collectors, page, storage. */
export const jaeger = z.strictObject({
  version: optional(
    z
      .enum(JAEGER_VERSIONS, { error: oneOf(JAEGER_VERSIONS, undefined) })
      .meta({ description: "Version of Jaeger.", default: RELEASES.jaeger.version }),
  ),
  storage: jaegerStorage.describe("Where Jaeger keeps its traces."),
  kafka: optional(kafka.describe("A buffer before the storage. Default: none.")),
  collector: optional(collector.describe("What takes spans.")),
  agents: optional(jaegerAgents.describe("An agent on each node. Default: none.")),
  ingester: optional(ingester.describe("What takes spans out of Kafka.")),
  query: optional(jaegerQuery.describe("The page and the API.")),
  indexCare: optional(indexCare.describe("What keeps Elasticsearch or OpenSearch small.")),
  dependencies: optional(
    jaegerDependencies.describe("Derives which service calls which. Default: nobody does."),
  ),
  monitoring: optional(
    jaegerMonitoring.describe("What Prometheus and Grafana are told. Default: nothing."),
  ),
});
