import { z } from "zod";
import { callers } from "./exposure";
import { hostName, namespaceName, objectName, optional, text, texts } from "./fields";

const traffic = optional(
  z.enum(["http", "tcp"]).meta({
    description: "What is logged: requests, or connections of everything that is not HTTP.",
    default: "http",
  }),
);

const namespace = namespaceName.describe("Namespace of the proxies.");

const scope = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("mesh"), traffic }).describe("Every proxy."),
  z
    .strictObject({ kind: z.literal("namespace"), namespace, traffic })
    .describe("Those of a namespace."),
  z
    .strictObject({
      kind: z.literal("workloads"),
      name: objectName.describe("Name of the object."),
      namespace,
      labels: texts.describe("Labels of the pods."),
      traffic,
    })
    .describe("Those of some pods."),
  z
    .strictObject({
      kind: z.literal("waypoint"),
      name: objectName.describe("Name of the waypoint."),
      namespace,
      traffic,
    })
    .describe("A waypoint, in ambient mode; what ztunnel alone carries is in no log."),
]);

const logs = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("meshConfig"),
      metrics: optional(
        z
          .literal("on", { error: '"on", or leave it out' })
          .describe("Sends the metrics of proxies as well."),
      ),
    })
    .describe("For the whole mesh; proxies must be restarted. Telemetry objects switch it off."),
  z
    .strictObject({
      kind: z.literal("telemetry"),
      scopes: z
        .array(scope, { error: "one scope or more, such as [{ kind: mesh }]" })
        .min(1, { error: "one scope or more, such as [{ kind: mesh }]" })
        .describe("Which proxies send; the narrowest counts."),
      besides: optional(
        z
          .array(text)
          .meta({ description: "Other providers to send to, such as envoy.", default: [] }),
      ),
      tracingPercent: optional(
        z
          .number({ error: "a number from 0 to 100" })
          .min(0)
          .max(100)
          .describe("Traces that proxies report themselves, in percent. Default: none."),
      ),
    })
    .describe("Scope by scope, by objects of the Telemetry API; Istio 1.22 or later."),
]);

/** A mesh of Istio whose proxies send access logs. */
export const mesh = z.strictObject({
  istio: z
    .string({ error: "1.21.0 or later, such as 1.28.0" })
    .regex(/^1\.(2[1-9]|[3-9][0-9])\.[0-9]+$/)
    .describe("Version of Istio, which someone else installs."),
  logs: logs.describe("How proxies come to send."),
  proxies: optional(
    callers.meta({
      description: "Where proxies run, which are let in.",
      default: [{ kind: "namespaces", labels: { "istio-injection": "enabled" } }],
    }),
  ),
  installer: optional(
    z.enum(["istioctl", "helm", "configMap"]).meta({
      description: "Who installed Istio, and so which command hands its settings over.",
      default: "istioctl",
    }),
  ),
  rootNamespace: optional(
    namespaceName.meta({ description: "Namespace of istiod.", default: "istio-system" }),
  ),
  clusterDomain: optional(
    hostName.meta({ description: "What names of Services end in.", default: "cluster.local" }),
  ),
});
