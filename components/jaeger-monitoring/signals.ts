import { type JaegerRole, podsOf, type Watched, type Workload } from "./watched";

type Generation = Watched["generation"];

/** Counters of spans that went wrong, by the reason for it. */
type Losses = Readonly<Record<string, string>>;

interface Flow {
  /** Counters that add up to all spans that came. */
  readonly received: readonly string[];
  readonly lost: Losses;
}

/** Metrics of the OpenTelemetry Collector, which Jaeger 2 is, with the suffixes of Prometheus. */
const PIPELINE: Flow = {
  received: ["otelcol_receiver_accepted_spans_total", "otelcol_receiver_refused_spans_total"],
  lost: {
    refused: "otelcol_receiver_refused_spans_total",
    "queue full": "otelcol_exporter_enqueue_failed_spans_total",
    "not sent": "otelcol_exporter_send_failed_spans_total",
  },
};

/** Metrics of `jaeger-collector` up to 1.76. */
const COLLECTOR_1: Flow = {
  received: ["jaeger_collector_spans_received_total"],
  lost: {
    refused: "jaeger_collector_spans_rejected_total",
    "queue full": "jaeger_collector_spans_dropped_total",
  },
};

/** A part that is not here tells nothing about spans. Agents are Collectors in both generations. */
const FLOWS: Readonly<Record<Generation, Readonly<Partial<Record<JaegerRole, Flow>>>>> = {
  v1: { collector: COLLECTOR_1, agents: PIPELINE },
  v2: { collector: PIPELINE, ingester: PIPELINE, agents: PIPELINE },
};

const QUEUES = {
  v1: { length: "jaeger_collector_queue_length", capacity: "jaeger_collector_queue_capacity" },
  v2: { length: "otelcol_exporter_queue_size", capacity: "otelcol_exporter_queue_capacity" },
} as const;

const READS = {
  v1: { requests: "jaeger_query_requests_total", seconds: "jaeger_query_latency" },
  v2: { requests: "jaeger_storage_requests_total", seconds: "jaeger_storage_latency_seconds" },
} as const;

/**
 * Documents that were refused, and requests without an answer, which Jaeger counts as written. Jaeger 1
 * and the documents of 2 name them without `storage`, Jaeger 2.13 with it.
 */
const FAILED_WRITES = {
  refused: "jaeger_(storage_)?bulk_index_errors_total",
  "no answer": "jaeger_(storage_)?bulk_index_latency_err(_seconds)?_count",
} as const;

/** Bytes of memory that cannot be taken back, by pod: above the limit, the kernel ends the container. */
export function memory(workload: Workload): string {
  return `sum by (namespace,pod) (container_memory_working_set_bytes{${podsOf(workload)},container!=""})`;
}

/** Share of its memory limit, by container. */
export function memoryShare(workload: Workload): string {
  const of = (metric: string) => `${metric}{${podsOf(workload)},container!=""}`;
  return (
    `sum by (namespace,pod,container) (${of("container_memory_working_set_bytes")})` +
    ` / sum by (namespace,pod,container) (${of("container_spec_memory_limit_bytes")} > 0)`
  );
}

/** Cores in use, by pod. */
export function cpu(workload: Workload): string {
  return `sum by (namespace,pod) (rate(container_cpu_usage_seconds_total{${podsOf(workload)},container!=""}[5m]))`;
}

/** Spans that came, in a second, by pod. */
export function received(role: JaegerRole, { generation, workloads }: Watched): string | undefined {
  const [flow, workload] = [FLOWS[generation][role], workloads[role]];
  if (flow === undefined || workload === undefined) return undefined;
  const counters = flow.received.map((metric) => [metric, metric] as const);
  return added(workload, { counters, label: "metric", by: "namespace,pod" });
}

/** Spans that are gone, in a second, by pod and reason. */
export function lost(role: JaegerRole, { generation, workloads }: Watched): string | undefined {
  const [flow, workload] = [FLOWS[generation][role], workloads[role]];
  if (flow === undefined || workload === undefined) return undefined;
  const counters = Object.entries(flow.lost);
  return added(workload, { counters, label: "reason", by: "namespace,pod,reason" });
}

/** How much of its queue is in use, from 0 to 1, by pod. */
export function queueFilled(role: JaegerRole, watched: Watched): string | undefined {
  const { generation, workloads } = watched;
  const workload = workloads[role];
  if (workload === undefined || FLOWS[generation][role] === undefined) return undefined;
  const { length, capacity } = QUEUES[role === "agents" ? "v2" : generation];
  const pods = podsOf(workload);
  return `max by (namespace,pod) (${length}{${pods}} / ${capacity}{${pods}})`;
}

/** Seconds that spans wait in the queue, p95, by pod; Jaeger 2 has no histogram of it. */
export function queueSeconds({
  generation,
  workloads: { collector },
}: Watched): string | undefined {
  if (generation !== "v1" || collector === undefined) return undefined;
  const buckets = `rate(jaeger_collector_in_queue_latency_bucket{${podsOf(collector)}}[5m])`;
  return `histogram_quantile(0.95, sum by (le,namespace,pod) (${buckets}))`;
}

/** What Elasticsearch did not take, in a second, by pod and reason. */
export function failedWrites(workload: Workload): string {
  const counters = Object.entries(FAILED_WRITES).map(
    ([reason, name]) => [reason, { name }] as const,
  );
  return added(workload, { counters, label: "reason", by: "namespace,pod,reason" });
}

/** Share of reads that fail, by operation. */
export function failedReads(generation: Generation, workload: Workload): string {
  const { requests } = READS[generation];
  const reads = (more: string) =>
    `sum by (namespace,operation) (rate(${requests}{${podsOf(workload)}${more}}[5m]))`;
  return `${reads(',result="err"')} / ${reads("")}`;
}

/** Seconds that reading takes, on average, by operation. */
export function readSeconds(generation: Generation, workload: Workload): string {
  const of = (part: string) =>
    `sum by (namespace,operation) (rate(${READS[generation].seconds}_${part}{${podsOf(workload)}}[5m]))`;
  return `${of("sum")} / ${of("count")}`;
}

/**
 * Share of reads that take longer than 5 seconds, by operation. The buckets of Jaeger 2 begin there, so
 * a quantile of faster ones would be made up. Prometheus 3 writes 5 as 5.0.
 */
export function slowReads(generation: Generation, workload: Workload): string {
  const { seconds } = READS[generation];
  const within = (le: string) =>
    `sum by (namespace,operation) (rate(${seconds}_bucket{${podsOf(workload)},le=~"${le}"}[5m]))`;
  return `1 - ${within("5|5.0")} / ${within("[+]Inf")}`;
}

/** Counters of one workload that are added, each by its value of a label; `name` is a pattern. */
interface Added {
  counters: readonly (readonly [value: string, metric: string | { name: string }])[];
  label: string;
  /** Labels of the sum. */
  by: string;
}

/** Sum of rates. A counter that has never counted is not there, and with + the sum would be nothing. */
function added(workload: Workload, { counters, label, by }: Added): string {
  const pods = podsOf(workload);
  const rates = counters.map(([value, metric]) => {
    const series =
      typeof metric === "string" ? `${metric}{${pods}}` : `{__name__=~"${metric.name}",${pods}}`;
    return `label_replace(rate(${series}[5m]),"${label}","${value}","","")`;
  });
  return `sum by (${by}) (${rates.join(" or ")})`;
}
