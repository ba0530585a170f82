import { recorded } from "./records";
import { failedReads, failedWrites, memoryShare, slowReads } from "./signals";
import { type JaegerRole, podsOf, rolesOf, type Watched, type Workload } from "./watched";

/** Somebody has to act now, or in the next working hours. */
type Severity = "critical" | "warning";

/** What somebody is told, and when. */
export interface AlertingRule {
  alert: AlertName;
  expr: string;
  for: string;
  labels: { severity: Severity; jaeger: string };
  annotations: { summary: string; description: string; runbook_url: string };
}

interface Alert {
  severity: Severity;
  /** How long it has to be so. */
  for: string;
  summary: string;
  /** With the labels and the value of the series, in the templates of Prometheus. */
  description: string;
  /** One expression for each part that it is about; none: not here. */
  exprs: (watched: Watched) => string[];
}

/** Every alert; each has a section of its name in docs/runbook.md. */
export const ALERTS = {
  JaegerPartGone: {
    severity: "critical",
    for: "5m",
    summary: "No pod of a part of Jaeger is running",
    description: "Prometheus reaches no pod of {{ $labels.role }} in {{ $labels.namespace }}.",
    exprs: (watched) =>
      each(watched, (workload, role) => {
        const none = `absent(up{${podsOf(workload)}} == 1)`;
        const named = `label_replace(${none},"namespace","${workload.namespace}","","")`;
        return `label_replace(${named},"role","${role}","","")`;
      }),
  },
  JaegerPodNotScraped: {
    severity: "warning",
    for: "10m",
    summary: "Prometheus does not reach a pod of Jaeger",
    description: "The metrics of {{ $labels.namespace }}/{{ $labels.pod }} cannot be read.",
    exprs: (watched) =>
      each(watched, (workload) => `max by (namespace,pod) (up{${podsOf(workload)}}) == 0`),
  },
  JaegerCollectorLosesSpans: {
    severity: "critical",
    for: "10m",
    summary: "A collector loses more than 1 % of the spans",
    description:
      "{{ $labels.pod }} loses {{ $value | humanizePercentage }} of its spans: {{ $labels.reason }}.",
    exprs: (watched) => [...shareLost("collector", watched), ...shareLost("ingester", watched)],
  },
  JaegerAgentLosesSpans: {
    severity: "warning",
    for: "10m",
    summary: "An agent loses more than 1 % of the spans",
    description:
      "{{ $labels.pod }} loses {{ $value | humanizePercentage }} of its spans: {{ $labels.reason }}.",
    exprs: (watched) => shareLost("agents", watched),
  },
  JaegerQueueFillsUp: {
    severity: "warning",
    for: "5m",
    summary: "A queue of spans is more than 80 % full",
    description: "The queue of {{ $labels.pod }} is {{ $value | humanizePercentage }} full.",
    exprs: (watched) => [`${recorded("queueFilled", watched)} > 0.8`],
  },
  JaegerQueueIsSlow: {
    severity: "warning",
    for: "10m",
    summary: "Spans wait longer than 5 s before they are stored",
    description: "In {{ $labels.pod }} 5 % of the spans wait {{ $value | humanizeDuration }}.",
    exprs: (watched) =>
      watched.generation === "v1" ? [`${recorded("queueSeconds", watched)} > 5`] : [],
  },
  JaegerWritesFail: {
    severity: "critical",
    for: "10m",
    summary: "Elasticsearch does not take what a collector writes",
    description:
      "Writes of {{ $labels.pod }} fail ({{ $labels.reason }}), {{ $value | humanize }} a second.",
    exprs: ({ workloads }) =>
      [workloads.collector, workloads.ingester].flatMap((workload) =>
        workload === undefined ? [] : [`${failedWrites(workload)} > 0`],
      ),
  },
  JaegerReadsFail: {
    severity: "warning",
    for: "10m",
    summary: "More than 1 % of the reads of traces fail",
    description: "{{ $value | humanizePercentage }} of {{ $labels.operation }} fail.",
    exprs: ({ generation, workloads: { query } }) =>
      query === undefined ? [] : [`${failedReads(generation, query)} > 0.01`],
  },
  JaegerReadsAreSlow: {
    severity: "warning",
    for: "15m",
    summary: "More than 5 % of the reads of traces take longer than 5 s",
    description:
      "{{ $value | humanizePercentage }} of {{ $labels.operation }} take longer than 5 s.",
    exprs: ({ generation, workloads: { query } }) =>
      query === undefined ? [] : [`${slowReads(generation, query)} > 0.05`],
  },
  JaegerMemoryNearLimit: {
    severity: "warning",
    for: "15m",
    summary: "A container of Jaeger uses more than 90 % of its memory",
    description:
      "Container {{ $labels.container }} of {{ $labels.pod }} uses {{ $value | humanizePercentage }} of its limit.",
    exprs: (watched) => each(watched, (workload) => `${memoryShare(workload)} > 0.9`),
  },
  JaegerDailyJobFails: {
    severity: "warning",
    for: "1h",
    summary: "A job that keeps the indexes small has not succeeded for two days",
    description:
      "CronJob {{ $labels.cronjob }} has not succeeded for {{ $value | humanizeDuration }}.",
    exprs: ({ daily }) => (daily === undefined ? [] : [overdue(daily)]),
  },
} as const satisfies Readonly<Record<string, Alert>>;

export type AlertName = keyof typeof ALERTS;

/**
 * @param runbook address of docs/runbook.md as people read it: each alert leads to its section
 */
export function alertingRules(watched: Watched, runbook: string): AlertingRule[] {
  return namesOf(ALERTS).flatMap((alert) => {
    const { severity, exprs, summary, description, ...when }: Alert = ALERTS[alert];
    const parts = exprs(watched);
    if (parts.length === 0) return [];
    const labels = { severity, jaeger: watched.name };
    const runbook_url = `${runbook}#${alert.toLowerCase()}`;
    const annotations = { summary, description, runbook_url };
    return [{ alert, expr: parts.join(" or "), for: when.for, labels, annotations }];
  });
}

function each(watched: Watched, expr: (workload: Workload, role: JaegerRole) => string): string[] {
  return rolesOf(watched).flatMap((role) => {
    const workload = watched.workloads[role];
    return workload === undefined ? [] : [expr(workload, role)];
  });
}

function shareLost(role: JaegerRole, watched: Watched): string[] {
  if (watched.workloads[role] === undefined) return [];
  const of = (name: "lost" | "received") => recorded(name, watched, role);
  return [`${of("lost")} / on (namespace,pod) group_left () ${of("received")} > 0.01`];
}

/** Since the last success, or, where there was none, since it is there. */
function overdue({ namespace, cronJobs }: NonNullable<Watched["daily"]>): string {
  const of = (metric: string) =>
    `${metric}{namespace="${namespace}",cronjob=~"${cronJobs.join("|")}"}`;
  const since = `max by (namespace,cronjob) (${of("kube_cronjob_status_last_successful_time")})`;
  const made = `max by (namespace,cronjob) (${of("kube_cronjob_created")})`;
  return `time() - (${since} or ${made}) > 2 * 86400`;
}

function namesOf<Name extends string>(record: Readonly<Record<Name, unknown>>): Name[] {
  const names: string[] = Object.keys(record);
  return names.filter((name): name is Name => name in record);
}
