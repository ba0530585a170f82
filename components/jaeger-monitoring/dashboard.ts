import type { Metadata } from "../kit/metadata";
import {
  cpu,
  failedReads,
  failedWrites,
  lost,
  memory,
  memoryShare,
  queueFilled,
  queueSeconds,
  readSeconds,
  received,
  slowReads,
} from "./signals";
import { type JaegerRole, rolesOf, type Watched, type Workload } from "./watched";

/** Who brings the dashboard into Grafana. */
export type Dashboard =
  /** The sidecar of the `grafana` chart, which looks for ConfigMaps with this label. */
  | { kind: "configMap"; label?: { name: string; value: string }; folder?: string }
  /** The Grafana operator, into the Grafanas with these labels. */
  | { kind: "grafanaDashboard"; grafana: Readonly<Record<string, string>>; folder?: string }
  | { kind: "none" };

interface Query {
  expr: string;
  /** In the templates of Grafana: `{{pod}}`. */
  legend: string;
}

interface Panel {
  title: string;
  description: string;
  /** Of Grafana: `percentunit`, `bytes`, `s`, `short`. */
  unit: string;
  queries: readonly Query[];
}

/** Of the 24 columns that a row has. */
const PANEL = { w: 12, h: 8 } as const;

/** Each panel asks for what it shows itself, so it works without the recorded series. */
export function panels(watched: Watched): Panel[] {
  const { generation, workloads } = watched;
  const { collector, ingester, query } = workloads;
  const writers = [collector, ingester].filter((workload) => workload !== undefined);
  const all: Panel[] = [
    {
      title: "Spans that came",
      description: "In a second, by pod.",
      unit: "short",
      queries: byRole(watched, "{{pod}}", (role) => received(role, watched)),
    },
    {
      title: "Spans that are gone",
      description: "In a second, by pod and reason. Runbook: JaegerCollectorLosesSpans.",
      unit: "short",
      queries: byRole(watched, "{{pod}}: {{reason}}", (role) => lost(role, watched)),
    },
    {
      title: "Queues",
      description: "How full they are. Above 80 % spans are about to be lost.",
      unit: "percentunit",
      queries: byRole(watched, "{{pod}}", (role) => queueFilled(role, watched)),
    },
    {
      title: "Wait in the queue",
      description: "Seconds that 5 % of the spans wait, or longer.",
      unit: "s",
      queries: asked(queueSeconds(watched), "{{pod}}"),
    },
    {
      title: "Writes that fail",
      description: "In a second, by pod and reason. Runbook: JaegerWritesFail.",
      unit: "short",
      queries: writers.flatMap((workload) => asked(failedWrites(workload), "{{pod}}: {{reason}}")),
    },
    {
      title: "Reads that fail",
      description: "Share of all reads, by operation.",
      unit: "percentunit",
      queries: asked(query && failedReads(generation, query), "{{operation}}"),
    },
    {
      title: "Duration of reads",
      description: "Seconds on average, by operation.",
      unit: "s",
      queries: asked(query && readSeconds(generation, query), "{{operation}}"),
    },
    {
      title: "Slow reads",
      description: "Share that takes longer than 5 s, by operation.",
      unit: "percentunit",
      queries: asked(query && slowReads(generation, query), "{{operation}}"),
    },
    {
      title: "Memory",
      description: "Bytes that cannot be taken back, by pod.",
      unit: "bytes",
      queries: byRole(watched, "{{pod}}", (_, workload) => memory(workload)),
    },
    {
      title: "Memory and its limit",
      description: "Share of the limit, by container. At 100 % the kernel ends it.",
      unit: "percentunit",
      queries: byRole(watched, "{{pod}} {{container}}", (_, workload) => memoryShare(workload)),
    },
    {
      title: "CPU",
      description: "Cores, by pod.",
      unit: "short",
      queries: byRole(watched, "{{pod}}", (_, workload) => cpu(workload)),
    },
  ];
  return all.filter(({ queries }) => queries.length > 0);
}

/**
 * The dashboard as Grafana imports it.
 * @see https://grafana.com/docs/grafana/v12.0/dashboards/build-dashboards/view-dashboard-json-model/
 */
export function dashboardJson(watched: Watched): string {
  const datasource = { type: "prometheus", uid: "${datasource}" };
  const model = {
    uid: watched.name,
    title: `Jaeger: ${watched.name}`,
    tags: ["kube-tracing", "jaeger"],
    schemaVersion: 41,
    editable: false,
    refresh: "1m",
    time: { from: "now-3h", to: "now" },
    templating: {
      list: [{ name: "datasource", label: "Prometheus", type: "datasource", query: "prometheus" }],
    },
    panels: panels(watched).map(({ title, description, unit, queries }, index) => ({
      id: index + 1,
      type: "timeseries",
      title,
      description,
      datasource,
      gridPos: { ...PANEL, x: (index % 2) * PANEL.w, y: Math.floor(index / 2) * PANEL.h },
      fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
      options: { legend: { displayMode: "list", placement: "bottom" }, tooltip: { mode: "multi" } },
      targets: queries.map(({ expr, legend }, at) => ({
        refId: String.fromCharCode(65 + at),
        datasource,
        expr,
        legendFormat: legend,
      })),
    })),
  };
  return `${JSON.stringify(model, undefined, 2)}\n`;
}

/**
 * Where the sidecar looks. It has one name in its life: the sidecar removes the file of a ConfigMap
 * that goes, even if another one has brought the same file before.
 * @see https://github.com/grafana/helm-charts/blob/grafana-10.0.0/charts/grafana/README.md
 */
export function dashboardConfigMap(
  { label, folder }: Extract<Dashboard, { kind: "configMap" }>,
  metadata: Metadata,
) {
  const { name, value } = label ?? { name: "grafana_dashboard", value: "1" };
  return {
    ...metadata,
    labels: { ...metadata.labels, [name]: value },
    ...(folder === undefined ? {} : { annotations: { grafana_folder: folder } }),
  };
}

/** @see https://github.com/grafana/grafana-operator/blob/v5.20.0/docs/docs/api.md#grafanadashboard */
export function grafanaDashboard(
  { grafana, folder }: Extract<Dashboard, { kind: "grafanaDashboard" }>,
  metadata: Metadata,
) {
  return {
    apiVersion: "grafana.integreatly.org/v1beta1",
    kind: "GrafanaDashboard",
    metadata,
    spec: {
      instanceSelector: { matchLabels: { ...grafana } },
      ...(folder === undefined ? {} : { folder }),
    },
  };
}

function byRole(
  watched: Watched,
  legend: string,
  expr: (role: JaegerRole, workload: Workload) => string | undefined,
): Query[] {
  return rolesOf(watched).flatMap((role) => {
    const workload = watched.workloads[role];
    return asked(workload && expr(role, workload), legend);
  });
}

function asked(expr: string | undefined, legend: string): Query[] {
  return expr === undefined ? [] : [{ expr, legend }];
}
