import { z } from "zod";
import { RELEASES } from "../versions";
import { callers } from "./exposure";
import { count, disk, objectName, optional, resources, text, texts } from "./fields";
import { secretKey } from "./references";

const kept = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("memory") }).describe("In memory: gone with the process."),
  z
    .strictObject({
      kind: z.literal("pod"),
      size: disk.describe("Most that it takes of the disk of the node."),
    })
    .describe("On the disk of the node, while the pod is there."),
  z
    .strictObject({
      kind: z.literal("node"),
      path: text.describe("Folder of each node, which belongs to user 10001."),
    })
    .describe("In a folder of the node, which outlives the pod; needs privileged pods."),
]);

const queue = z.strictObject({
  requests: optional(count(1).meta({ description: "Batches that wait.", default: 400 })),
  consumers: optional(count(1).meta({ description: "Batches sent at once.", default: 10 })),
  retrySeconds: optional(
    count(1).describe("Time that a batch is tried, in s. Default: 300, or a day from a disk."),
  ),
  kept: optional(kept.meta({ description: "Where they wait.", default: { kind: "memory" } })),
});

const receives = z.strictObject({
  otlp: optional(
    z
      .array(z.enum(["grpc", "http"]))
      .meta({ description: "Protocols of OTLP.", default: ["grpc", "http"] }),
  ),
  jaeger: optional(
    z
      .array(z.enum(["grpc", "thrift_http", "thrift_compact", "thrift_binary"]))
      .meta({ description: "Protocols of Jaeger's own clients.", default: [] }),
  ),
  datagramQueue: optional(
    count(1).meta({ description: "Datagrams that wait for a worker.", default: 2000 }),
  ),
});

const batch = z.strictObject({
  size: optional(count(1).meta({ description: "Spans that are enough.", default: 256 })),
  most: optional(count(1).describe("More are split. Default: the size.")),
  seconds: optional(count(1).meta({ description: "Longest wait, in s.", default: 1 })),
});

const exposure = z.discriminatedUnion("kind", [
  z
    .strictObject({ kind: z.literal("service") })
    .describe("A Service that leads to the agent of the caller's node."),
  z
    .strictObject({ kind: z.literal("hostPort") })
    .describe("Ports of each node; needs privileged pods."),
  z
    .strictObject({ kind: z.literal("hostNetwork") })
    .describe("The network of each node, where no NetworkPolicy holds; needs privileged pods."),
]);

/** An agent on each node, in place of Jaeger's. */
export const jaegerAgents = z.strictObject({
  version: optional(
    text.meta({
      description: "Version of the OpenTelemetry Collector.",
      default: RELEASES.otelCollector.version,
    }),
  ),
  exposure: optional(
    exposure.meta({ description: "How programs reach it.", default: { kind: "service" } }),
  ),
  receives: optional(receives.describe("What it takes.")),
  sampling: optional(
    z
      .literal("on", { error: '"on", or leave it out' })
      .describe("Tells programs what the collectors say: how often to trace."),
  ),
  tags: optional(texts.describe("Attributes of every span that has none of this name.")),
  batch: optional(batch.describe("How spans are gathered.")),
  queue: optional(queue.describe("What it keeps while no collector answers.")),
  kubernetesAttributes: optional(
    z
      .strictObject({
        deployments: optional(
          z
            .literal("on", { error: '"on", or leave it out' })
            .describe("Also of which Deployment; it reads ReplicaSets for that."),
        ),
      })
      .describe("Says of which pod spans are; it reads all pods for that. Default: no."),
  ),
  identity: optional(
    objectName.describe("Secret with tls.crt and tls.key, where collectors have a clientCa."),
  ),
  headers: optional(
    z
      .record(text, secretKey)
      .describe("What each call carries, such as a token for a gateway. Default: nothing."),
  ),
  resources: optional(
    resources.describe("What each may use. Default: 50m to 500m CPU, 96Mi to 384Mi."),
  ),
  drainSeconds: optional(
    count(1).meta({ description: "Time to pass on what it holds, in s.", default: 30 }),
  ),
  preStopSeconds: optional(
    count(0).meta({ description: "Time before that; needs Kubernetes 1.30.", default: 0 }),
  ),
  callers: optional(callers.meta({ description: "Who may send.", default: [] })),
  scrapers: optional(callers.meta({ description: "Who may read its own metrics.", default: [] })),
  podAnnotations: optional(texts.describe("More annotations of the pods.")),
  priorityClassName: optional(
    objectName.meta({
      description: "How important it is, against other pods.",
      default: "system-node-critical",
    }),
  ),
});
