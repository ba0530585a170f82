import * as pulumi from "@pulumi/pulumi";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  JaegerMonitoring,
  type JaegerMonitoringArgs,
  scrapeAnnotations,
} from "./jaeger-monitoring";
import { ALERTS } from "./jaeger-monitoring/alerts";
import { type Endpoint, endpointAt } from "./kit/endpoint";
import { only, render, valueOf } from "./kit/testing";

const MONITORING = "kubernetes:monitoring.coreos.com/v1";
const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";

const metricsOf = (instance: string, namespace: string): Endpoint => ({
  ...endpointAt(`${instance}.${namespace}.svc`, 8888, "http"),
  pods: {
    namespace: pulumi.output(namespace),
    selector: { "app.kubernetes.io/name": "jaeger", "app.kubernetes.io/instance": instance },
    port: 8888,
  },
});
const ARGS: JaegerMonitoringArgs = {
  namespace: "monitoring",
  version: "2.20.0",
  watched: {
    collector: metricsOf("jaeger-collector", "tracing"),
    query: metricsOf("jaeger-query", "tracing"),
    agents: metricsOf("jaeger-agents", "agents"),
  },
  runbookUrl: "https://wiki.example.com/runbook",
};
const make = (args: Partial<JaegerMonitoringArgs> = {}) =>
  render(() => new JaegerMonitoring("jaeger", { ...ARGS, ...args }));
const NOTHING = {
  scraping: { kind: "none" },
  rules: { kind: "none" },
  dashboard: { kind: "none" },
} as const;

const BY_POD = ["PodMonitor", "podMetricsEndpoints"];
const monitor = ([kind, endpoints]: readonly string[], instance: string, namespace: string) => ({
  apiVersion: "monitoring.coreos.com/v1",
  kind,
  metadata: expect.objectContaining({ namespace: "monitoring" }),
  spec: {
    selector: {
      matchLabels: { "app.kubernetes.io/name": "jaeger", "app.kubernetes.io/instance": instance },
    },
    namespaceSelector: { matchNames: [namespace] },
    [endpoints!]: [{ port: "metrics", path: "/metrics", interval: "30s" }],
  },
});

describe("scraping", () => {
  test("by pod: a PodMonitor for each part, wherever it runs", async () => {
    const rendered = await make();
    const monitors = rendered.filter(({ type }) => type === `${MONITORING}:PodMonitor`);
    expect(monitors.map(({ name }) => name)).toEqual([
      "jaeger-agents",
      "jaeger-collector",
      "jaeger-query",
    ]);
    expect(monitors.map(({ inputs }) => inputs)).toEqual([
      monitor(BY_POD, "jaeger-agents", "agents"),
      monitor(BY_POD, "jaeger-collector", "tracing"),
      monitor(BY_POD, "jaeger-query", "tracing"),
    ]);
  });

  test("by Service, as often as is asked, with the labels that Prometheus looks for", async () => {
    const labels = { release: "prometheus" };
    const rendered = await make({
      watched: { collector: metricsOf("jaeger-collector", "tracing") },
      scraping: { kind: "serviceMonitor", intervalSeconds: 15, labels },
    });
    const { inputs } = only(rendered, `${MONITORING}:ServiceMonitor`);
    const wanted = monitor(["ServiceMonitor", "endpoints"], "jaeger-collector", "tracing");
    const endpoints = [{ port: "metrics", path: "/metrics", interval: "15s" }];
    expect(inputs).toEqual({ ...wanted, spec: { ...wanted.spec, endpoints } });
    expect(inputs.metadata.labels).toMatchObject({
      ...labels,
      "app.kubernetes.io/part-of": "kube-tracing",
    });
  });

  test("by annotations of the pods, or by someone else: nothing is made", async () => {
    const rendered = await make({ scraping: { kind: "none" } });
    expect(rendered.map(({ name }) => name)).toEqual(["jaeger-dashboard", "jaeger-rules"]);
    expect(scrapeAnnotations(8888)).toEqual({
      "prometheus.io/scrape": "true",
      "prometheus.io/port": "8888",
      "prometheus.io/path": "/metrics",
    });
  });
});

describe("rules", () => {
  const pods = (name: string) =>
    `namespace="tracing",pod=~"${name}(-[bcdfghjklmnpqrstvwxz0-9]+){1,2}"`;
  const rulesOf = async (args: Partial<JaegerMonitoringArgs>) => {
    const { inputs } = only(await make(args), `${MONITORING}:PrometheusRule`);
    return inputs.spec.groups.flatMap(({ rules }: any) => rules);
  };

  test("of the article's five metrics, for one part", async () => {
    const watched = { collector: metricsOf("jaeger-collector", "tracing") };
    const rules = await rulesOf({ watched });
    const of = pods("jaeger-collector");
    const rate = (metric: string, label: string, value: string) =>
      `label_replace(rate(${metric}{${of}}[5m]),"${label}","${value}","","")`;
    const [accepted, refused] = [
      "otelcol_receiver_accepted_spans_total",
      "otelcol_receiver_refused_spans_total",
    ];
    const labels = { jaeger: "jaeger", role: "collector" };
    expect(rules.filter(({ record }: any) => record)).toEqual([
      {
        record: "namespace_pod:jaeger_memory_working_set_bytes:sum",
        expr: `sum by (namespace,pod) (container_memory_working_set_bytes{${of},container!=""})`,
        labels,
      },
      {
        record: "namespace_pod:jaeger_cpu_usage_seconds:rate5m",
        expr: `sum by (namespace,pod) (rate(container_cpu_usage_seconds_total{${of},container!=""}[5m]))`,
        labels,
      },
      {
        record: "namespace_pod:jaeger_spans_received:rate5m",
        expr:
          `sum by (namespace,pod) (${rate(accepted, "metric", accepted)} or ` +
          `${rate(refused, "metric", refused)})`,
        labels,
      },
      {
        record: "namespace_pod_reason:jaeger_spans_lost:rate5m",
        expr:
          `sum by (namespace,pod,reason) (${rate(refused, "reason", "refused")} or ` +
          `${rate("otelcol_exporter_enqueue_failed_spans_total", "reason", "queue full")} or ` +
          `${rate("otelcol_exporter_send_failed_spans_total", "reason", "not sent")})`,
        labels,
      },
      {
        record: "namespace_pod:jaeger_queue_filled:ratio",
        expr: `max by (namespace,pod) (otelcol_exporter_queue_size{${of}} / otelcol_exporter_queue_capacity{${of}})`,
        labels,
      },
    ]);
  });

  test("of Jaeger 1 ask for its own names, those of its agents do not", async () => {
    const text = JSON.stringify(await rulesOf({ version: "1.76.0" }));
    const names = [...text.matchAll(/\b(jaeger|otelcol)_(collector|query|exporter|receiver)_\w+/g)];
    expect([...new Set(names.map(([name]) => name))].sort()).toEqual([
      "jaeger_collector_in_queue_latency_bucket",
      "jaeger_collector_queue_capacity",
      "jaeger_collector_queue_length",
      "jaeger_collector_spans_dropped_total",
      "jaeger_collector_spans_received_total",
      "jaeger_collector_spans_rejected_total",
      "jaeger_query_latency_bucket",
      "jaeger_query_latency_count",
      "jaeger_query_latency_sum",
      "jaeger_query_requests_total",
      "otelcol_exporter_enqueue_failed_spans_total",
      "otelcol_exporter_queue_capacity",
      "otelcol_exporter_queue_size",
      "otelcol_exporter_send_failed_spans_total",
      "otelcol_receiver_accepted_spans_total",
      "otelcol_receiver_refused_spans_total",
    ]);
  });

  test("alert about what is there: no ingester, no jobs, no queue seconds in Jaeger 2", async () => {
    const alerts = async (args: Partial<JaegerMonitoringArgs>) =>
      (await rulesOf(args)).flatMap(({ alert }: any) => alert ?? []);
    const always = [
      "JaegerPartGone",
      "JaegerPodNotScraped",
      "JaegerCollectorLosesSpans",
      "JaegerAgentLosesSpans",
      "JaegerQueueFillsUp",
      "JaegerWritesFail",
      "JaegerReadsFail",
      "JaegerReadsAreSlow",
      "JaegerMemoryNearLimit",
    ];
    expect(await alerts({})).toEqual(always);
    expect(await alerts({ cronJobs: ["care-cleaner"] })).toEqual([
      ...always,
      "JaegerDailyJobFails",
    ]);
    expect(await alerts({ version: "1.76.0" })).toContain("JaegerQueueIsSlow");
    const few = await alerts({ watched: { collector: metricsOf("jaeger-collector", "tracing") } });
    expect(few).not.toContain("JaegerReadsFail");
    expect(few).not.toContain("JaegerAgentLosesSpans");
  });

  test("lead to their section of the runbook", async () => {
    const rules = await rulesOf({ cronJobs: ["care-cleaner"], version: "1.76.0" });
    const alerts = rules.filter(({ alert }: any) => alert);
    const runbook = readFileSync(join(__dirname, "..", "docs", "runbook.md"), "utf8");
    const sections = [...runbook.matchAll(/^## (\w+)$/gm)].map(([, title]) => title);
    expect(sections).toEqual(Object.keys(ALERTS));
    for (const section of runbook.split(/^## /m).slice(1))
      expect(section).toMatch(/\*\*Means:\*\*[^]*\*\*Look at:\*\*[^]*\*\*Do:\*\*/);
    expect(alerts.map(({ annotations }: any) => annotations.runbook_url)).toEqual(
      alerts.map(({ alert }: any) => `https://wiki.example.com/runbook#${alert.toLowerCase()}`),
    );
    expect(alerts).toHaveLength(Object.keys(ALERTS).length);
  });

  test("are a file for a Prometheus without operator, which says the same", async () => {
    const rendered = await make({ rules: { kind: "configMap" } });
    const { data } = only(rendered, CONFIG_MAP, "jaeger-rules").inputs;
    const { spec } = only(await make(), `${MONITORING}:PrometheusRule`).inputs;
    expect(JSON.parse(data["jaeger.rules.yaml"])).toEqual(spec);
  });
});

describe("the dashboard", () => {
  test("is where the sidecar of Grafana looks for it", async () => {
    const dashboard = { kind: "configMap", folder: "Tracing" } as const;
    const { metadata, data } = only(await make({ dashboard }), CONFIG_MAP).inputs;
    expect(metadata).toMatchObject({
      name: "jaeger-dashboard",
      labels: { grafana_dashboard: "1" },
      annotations: { grafana_folder: "Tracing" },
    });
    const { uid, title, panels } = JSON.parse(data["jaeger.json"]);
    expect([uid, title]).toEqual(["jaeger", "Jaeger: jaeger"]);
    expect(panels.map(({ title, gridPos }: any) => [title, gridPos.x, gridPos.y])).toEqual([
      ["Spans that came", 0, 0],
      ["Spans that are gone", 12, 0],
      ["Queues", 0, 8],
      ["Writes that fail", 12, 8],
      ["Reads that fail", 0, 16],
      ["Duration of reads", 12, 16],
      ["Slow reads", 0, 24],
      ["Memory", 12, 24],
      ["Memory and its limit", 0, 32],
      ["CPU", 12, 32],
    ]);
    expect(panels[0].targets.map(({ refId, legendFormat }: any) => [refId, legendFormat])).toEqual([
      ["A", "{{pod}}"],
      ["B", "{{pod}}"],
    ]);
  });

  test("goes to the Grafanas with these labels", async () => {
    const dashboard = { kind: "grafanaDashboard", grafana: { dashboards: "main" } } as const;
    const { inputs } = only(
      await make({ dashboard }),
      "kubernetes:grafana.integreatly.org/v1beta1:GrafanaDashboard",
    );
    expect(inputs.spec.instanceSelector).toEqual({ matchLabels: { dashboards: "main" } });
    expect(JSON.parse(inputs.spec.json).uid).toBe("jaeger");
  });

  test("and the rules are outputs, whoever takes them", async () => {
    await render(async () => {
      const made = new JaegerMonitoring("jaeger", { ...ARGS, rules: { kind: "none" } });
      expect(JSON.parse(await valueOf(made.ruleFile)).groups).toHaveLength(2);
      expect(JSON.parse(await valueOf(made.dashboard)).uid).toBe("jaeger");
    });
  });
});

describe("what cannot work is refused", () => {
  test.each<[string, Partial<JaegerMonitoringArgs>]>([
    ['version is "latest"; give a version such as 2.20.0.', { version: "latest" }],
    [
      'watched.collector is "one outside of the cluster"; ' +
        "give the endpoint of a component: its pods are looked for.",
      { watched: { collector: endpointAt("jaeger.example.com", 8888, "http") } },
    ],
    ['cronJobs is "a|b"; give names of CronJobs.', { cronJobs: ["a|b"] }],
    [
      "scraping.intervalSeconds is 120; give a whole number of seconds, 5 to 60.",
      { scraping: { kind: "podMonitor", intervalSeconds: 120 } },
    ],
    [
      'scraping, rules and dashboard is "none"; ' +
        "give one of them at least: there is nothing to make.",
      NOTHING,
    ],
    [
      'runbookUrl is "wiki/runbook#top"; ' +
        "give the address of the runbook without #, such as https://wiki.example.com/runbook.",
      { runbookUrl: "wiki/runbook#top" },
    ],
  ])("%s", async (problem, args) => {
    const message = `JaegerMonitoring "jaeger": ${problem}`;
    await expect(make(args)).rejects.toMatchObject({ message });
  });
});
