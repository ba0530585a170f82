import { z } from "zod";
import { count, optional, resources, text, texts } from "./fields";

/** The graph of services. */
export const jaegerDependencies = z.strictObject({
  schedule: optional(
    text.meta({ description: "When it is derived, in UTC.", default: "40 23 * * *" }),
  ),
  peerServiceTag: optional(
    text.meta({ description: "Tag that names the called service.", default: "peer.service" }),
  ),
  resources: optional(resources.describe("What the job may use. Default: 500m to 2, 1Gi to 2Gi.")),
});

const intervalSeconds = optional(
  count(5, 60).meta({ description: "How often, in s.", default: 30 }),
);
const labels = optional(texts.describe("Labels that the operator looks for. Default: none."));
const nobody = z.strictObject({ kind: z.literal("none") });

const scraping = z.discriminatedUnion("kind", [
  z
    .strictObject({ kind: z.literal("podMonitor"), intervalSeconds, labels })
    .describe("The Prometheus operator finds pods."),
  z
    .strictObject({ kind: z.literal("serviceMonitor"), intervalSeconds, labels })
    .describe("The Prometheus operator finds Services."),
  nobody.describe("Prometheus finds pods by podAnnotations of the parts."),
]);

const rules = z.discriminatedUnion("kind", [
  z
    .strictObject({ kind: z.literal("prometheusRule"), labels })
    .describe("The Prometheus operator reads them."),
  z.strictObject({ kind: z.literal("configMap") }).describe("A file, for whoever mounts it."),
  nobody.describe("There are none."),
]);

const folder = optional(text.describe("Folder of Grafana. Default: the general one."));
const dashboard = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("configMap"),
      label: optional(
        z
          .strictObject({ name: text.describe("Name."), value: text.describe("Value.") })
          .describe('Label that the sidecar looks for. Default: grafana_dashboard: "1".'),
      ),
      folder,
    })
    .describe("The sidecar of Grafana reads it."),
  z
    .strictObject({
      kind: z.literal("grafanaDashboard"),
      grafana: texts.describe("Labels of the Grafanas that show it."),
      folder,
    })
    .describe("The Grafana operator reads it."),
  nobody.describe("There is none."),
]);

/** What Prometheus and Grafana are told. */
export const jaegerMonitoring = z.strictObject({
  runbookUrl: text.describe("Address of docs/runbook.md as people read it; alerts lead there."),
  scraping: optional(
    scraping.meta({ description: "Who finds the pods.", default: { kind: "podMonitor" } }),
  ),
  rules: optional(
    rules.meta({ description: "Who reads the rules.", default: { kind: "prometheusRule" } }),
  ),
  dashboard: optional(
    dashboard.meta({ description: "Who shows the dashboard.", default: { kind: "configMap" } }),
  ),
});
