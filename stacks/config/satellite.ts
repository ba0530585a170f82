import { z } from "zod";
import { RELEASES } from "../versions";
import { callers } from "./exposure";
import { count, objectName, optional, resources, scale, text } from "./fields";
import { certificate } from "./references";
import { pipes } from "./satellite-pipes";

const byConnections = z
  .strictObject({
    kind: z.literal("connections"),
    min: count(1).describe("Least number of pods; two or more are wise, see target."),
    max: count(2).describe("Largest number of pods."),
    target: count(1).describe(
      "Connections of one pod that are aimed at, as OAP counts them: none while OAP is away.",
    ),
    cpuPercent: optional(
      count(1, 100).meta({ description: "CPU use that is aimed at as well.", default: 70 }),
    ),
    prefix: optional(text.describe("What the adapter begins names with, when it is told to.")),
  })
  .describe("As many pods as the connections need; metricsAdapter answers how many there are.");

const satelliteScale = z.discriminatedUnion("kind", [...scale.options, byConnections]);

const server = z.strictObject({
  maxConnections: optional(
    count(1, 2147483647).meta({ description: "Connections of one pod.", default: 4000 }),
  ),
  maxMessageMebibytes: optional(
    count(1, 2047).meta({ description: "Largest message, in MiB.", default: 50 }),
  ),
  maxStreams: optional(
    count(1, 4294967295).meta({ description: "Calls at once on a connection.", default: 1024 }),
  ),
  tls: optional(
    certificate.describe(
      "TLS in front; pods must be restarted when it was renewed. Default: none.",
    ),
  ),
});

const queue = z.strictObject({
  partitions: optional(
    count(1).meta({ description: "Queues side by side, 4 to 6 for each CPU.", default: 4 }),
  ),
  events: optional(count(1).meta({ description: "Events that each holds.", default: 5000 })),
});

const retry = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }).describe("A batch that OAP did not take is lost."),
  z
    .strictObject({
      kind: z.literal("timer"),
      attempts: optional(count(2).meta({ description: "Attempts in all.", default: 3 })),
      pauseMs: optional(
        count(1).meta({ description: "First pause, in ms; the next are doubled.", default: 2000 }),
      ),
      longestPauseMs: optional(
        count(1).meta({ description: "Longest pause, in ms.", default: 5000 }),
      ),
    })
    .describe("It is sent again, and parts of it may come twice."),
]);

const client = z.strictObject({
  checkSeconds: optional(
    count(1).meta({ description: "Time between two looks at connections, in s.", default: 5 }),
  ),
  streamSeconds: optional(
    count(1).meta({ description: "Time that a batch may take, in s.", default: 20 }),
  ),
  retry: optional(
    retry.meta({ description: "What becomes of a failed batch.", default: { kind: "none" } }),
  ),
});

const telemetry = z.strictObject({
  service: optional(text.describe("Its name as a service in OAP. Default: skywalking-satellite.")),
  cluster: optional(
    text.meta({ description: "Label cluster of its metrics.", default: "satellite-cluster" }),
  ),
  toOap: optional(
    z
      .discriminatedUnion("kind", [
        z
          .strictObject({
            kind: z.literal("metrics"),
            intervalSeconds: optional(
              count(1, 30).meta({ description: "Time between two reports, in s.", default: 10 }),
            ),
          })
          .describe("OAP gets its metrics."),
        z.strictObject({ kind: z.literal("none") }).describe("Port 1234 alone has them."),
      ])
      .meta({ description: "Whether OAP gets its metrics.", default: { kind: "metrics" } }),
  ),
});

const sends = z.discriminatedUnion("kind", [
  z
    .strictObject({ kind: z.literal("oap") })
    .describe("To every OAP, whose pods it finds by itself; without TLS."),
  z
    .strictObject({
      kind: z.literal("gateway"),
      identity: optional(
        objectName.describe("Secret with tls.crt and tls.key, where gateway.tls.clientCa asks."),
      ),
    })
    .describe("To the gateway, over TLS where that has a certificate; counters come out too low."),
]);

/** Satellite in front of OAP. */
export const satellite = z.strictObject({
  version: optional(
    z
      .literal("1.3.0", { error: "1.3.0" })
      .meta({ description: "Version of Satellite.", default: RELEASES.satellite.version }),
  ),
  sends: optional(
    sends.meta({ description: "Where it sends what it takes.", default: { kind: "oap" } }),
  ),
  scale: optional(
    satelliteScale.meta({ description: "How many.", default: { kind: "fixed", replicas: 2 } }),
  ),
  server: optional(server.describe("What it takes from clients.")),
  queue: optional(queue.describe("What it keeps until OAP has it, in memory.")),
  client: optional(client.describe("How it sends to OAP.")),
  pipes: optional(pipes.describe("What it takes, by kind. Default: everything.")),
  telemetry: optional(telemetry.describe("What it tells about itself.")),
  log: optional(
    z
      .strictObject({
        level: optional(
          z
            .enum(["debug", "info", "warn", "error"])
            .meta({ description: "The least important that is told.", default: "info" }),
        ),
      })
      .describe("Its log."),
  ),
  resources: optional(
    resources.describe("What each may use. Default: 250m to 2 CPU, 256Mi to 2Gi."),
  ),
  drain: optional(
    z
      .strictObject({
        seconds: optional(
          count(1).meta({ description: "Time as before, while others take over.", default: 15 }),
        ),
        flushSeconds: optional(
          count(1).meta({ description: "Time for complete batches after that.", default: 5 }),
        ),
      })
      .describe("How the pods end, in seconds."),
  ),
  callers: optional(callers.meta({ description: "Who may send data.", default: [] })),
  scrapers: optional(callers.meta({ description: "Who may read its own metrics.", default: [] })),
});
