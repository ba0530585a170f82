import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { monitoringChecks } from "./jaeger-monitoring/checks";
import {
  type Dashboard,
  dashboardConfigMap,
  dashboardJson,
  grafanaDashboard,
} from "./jaeger-monitoring/dashboard";
import { prometheusRule, ruleFile, type Rules } from "./jaeger-monitoring/rule-groups";
import { monitor, type Scraping } from "./jaeger-monitoring/scraping";
import {
  generationOf,
  type JaegerRole,
  ROLES,
  type Watched,
  type WatchedEndpoints,
  type Workload,
} from "./jaeger-monitoring/watched";
import type { Pods } from "./kit/endpoint";
import { labelsFor } from "./kit/labels";
import type { Metadata } from "./kit/metadata";
import { refuse } from "./kit/refusal";

export type { Dashboard } from "./jaeger-monitoring/dashboard";
export type { Rules } from "./jaeger-monitoring/rule-groups";
export { scrapeAnnotations, type Scraping } from "./jaeger-monitoring/scraping";
export type { WatchedEndpoints } from "./jaeger-monitoring/watched";

export interface JaegerMonitoringArgs {
  /** Namespace of every object; it must exist. */
  namespace: pulumi.Input<string>;
  /** Version of Jaeger, which decides the names of its metrics. */
  version: string;
  watched: WatchedEndpoints;
  /** Names of the CronJobs in `namespace` that have to succeed every day. @default none */
  cronJobs?: readonly string[];
  /** Who finds the pods for Prometheus. @default { kind: "podMonitor" }, every 30 s */
  scraping?: Scraping;
  /** @default { kind: "prometheusRule" } */
  rules?: Rules;
  /** @default { kind: "configMap" }, with the label `grafana_dashboard: "1"` */
  dashboard?: Dashboard;
  /** Address of docs/runbook.md as people read it, such as `https://wiki.example.com/tracing/runbook`. */
  runbookUrl: string;
}

const DEFAULTS = {
  cronJobs: [],
  scraping: { kind: "podMonitor" },
  rules: { kind: "prometheusRule" },
  dashboard: { kind: "configMap" },
} as const satisfies Partial<JaegerMonitoringArgs>;

type Settled = Required<JaegerMonitoringArgs>;

/** Pods of each part that is watched. */
type WatchedPods = Partial<Record<JaegerRole, Pods>>;

/**
 * Watches Jaeger and its agents: what Prometheus scrapes, records and alerts on, and a dashboard.
 * Memory and CPU are those of cAdvisor, CronJobs those of kube-state-metrics.
 * @see https://www.jaegertracing.io/docs/2.20/operations/monitoring/
 * @example
 * new JaegerMonitoring("jaeger", {
 *   namespace: "tracing",
 *   version: "2.20.0",
 *   watched: { collector: collector.metrics, query: query.metrics },
 *   runbookUrl: "https://wiki.example.com/tracing/runbook",
 * });
 */
export class JaegerMonitoring extends pulumi.ComponentResource {
  /** Every recording and alerting rule, as JSON that is a rule file of Prometheus. */
  readonly ruleFile: pulumi.Output<string>;
  /** The dashboard, as Grafana imports it. */
  readonly dashboard: pulumi.Output<string>;

  constructor(name: string, args: JaegerMonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    const settled: Settled = { ...DEFAULTS, ...args };
    refuse(`JaegerMonitoring "${name}"`, monitoringChecks(settled));
    super("kube-tracing:index:JaegerMonitoring", name, args, opts);

    const { namespace, version, scraping, rules, dashboard, runbookUrl } = settled;
    const { labels } = labelsFor("jaeger-monitoring", name, version);
    const metadata = { name, namespace, labels };
    const pods = podsOf(settled.watched);
    const watched = watchedOf(name, settled, pods);
    const made = watched.apply((all) => ruleFile(all, runbookUrl));

    this.ruleFile = made.apply((file) => `${JSON.stringify(file, undefined, 2)}\n`);
    this.dashboard = watched.apply(dashboardJson);
    if (scraping.kind !== "none") this.monitors(metadata, scraping, pods);
    this.rules(metadata, rules, made);
    this.show(metadata, dashboard);
    this.registerOutputs({ ruleFile: this.ruleFile, dashboard: this.dashboard });
  }

  private monitors(
    { name, ...shared }: Metadata,
    scraping: Exclude<Scraping, { kind: "none" }>,
    pods: WatchedPods,
  ) {
    for (const role of ROLES) {
      const watched = pods[role];
      if (watched === undefined) continue;
      const own = `${name}-${role}`;
      const made = monitor(scraping, { ...shared, name: own }, watched);
      new k8s.apiextensions.CustomResource(own, made, { parent: this });
    }
  }

  private rules(metadata: Metadata, rules: Rules, file: pulumi.Output<object>) {
    const child = { parent: this };
    if (rules.kind === "prometheusRule") {
      const made = { ...prometheusRule(rules, metadata), spec: file };
      new k8s.apiextensions.CustomResource(`${metadata.name}-rules`, made, child);
    }
    if (rules.kind === "configMap") {
      const { namespace, labels } = metadata;
      const data = { "jaeger.rules.yaml": this.ruleFile };
      const made = { metadata: { name: `${metadata.name}-rules`, namespace, labels }, data };
      new k8s.core.v1.ConfigMap(`${metadata.name}-rules`, made, child);
    }
  }

  private show(metadata: Metadata, dashboard: Dashboard) {
    const own = `${metadata.name}-dashboard`;
    const named = { ...metadata, name: own };
    if (dashboard.kind === "configMap") {
      const data = { [`${metadata.name}.json`]: this.dashboard };
      const made = { metadata: dashboardConfigMap(dashboard, named), data };
      new k8s.core.v1.ConfigMap(own, made, { parent: this });
    }
    if (dashboard.kind === "grafanaDashboard") {
      const { spec, ...made } = grafanaDashboard(dashboard, named);
      const shown = { ...made, spec: { ...spec, json: this.dashboard } };
      new k8s.apiextensions.CustomResource(own, shown, { parent: this });
    }
  }
}

function podsOf(endpoints: WatchedEndpoints): WatchedPods {
  return Object.fromEntries(
    ROLES.flatMap((role) => {
      const pods = endpoints[role]?.pods;
      return pods === undefined ? [] : [[role, pods]];
    }),
  );
}

/** The same with namespaces that are known, for the texts of rules and dashboard. */
function watchedOf(name: string, settled: Settled, pods: WatchedPods): pulumi.Output<Watched> {
  const { namespace, version, cronJobs } = settled;
  const workloads = pulumi.all(
    Object.fromEntries(
      Object.entries(pods).map(([role, { namespace, selector }]) => {
        const named = { name: selector["app.kubernetes.io/instance"] };
        return [role, namespace.apply((where): Workload => ({ ...named, namespace: where }))];
      }),
    ),
  );
  return pulumi.all([namespace, workloads]).apply(([own, found]): Watched => ({
    name,
    generation: generationOf(version),
    workloads: found,
    ...(cronJobs.length === 0 ? {} : { daily: { namespace: own, cronJobs } }),
  }));
}
