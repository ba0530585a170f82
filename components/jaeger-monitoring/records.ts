import { cpu, lost, memory, queueFilled, queueSeconds, readSeconds, received } from "./signals";
import { type JaegerRole, rolesOf, type Watched } from "./watched";

/** A series that Prometheus computes and keeps. */
export interface RecordingRule {
  record: string;
  expr: string;
  labels: Readonly<Record<string, string>>;
}

/** Names of the recorded series, as `level:metric:operation`. */
export const RECORDS = {
  memory: "namespace_pod:jaeger_memory_working_set_bytes:sum",
  cpu: "namespace_pod:jaeger_cpu_usage_seconds:rate5m",
  received: "namespace_pod:jaeger_spans_received:rate5m",
  lost: "namespace_pod_reason:jaeger_spans_lost:rate5m",
  queueFilled: "namespace_pod:jaeger_queue_filled:ratio",
  queueSeconds: "namespace_pod:jaeger_queue_seconds:p95_rate5m",
  readSeconds: "namespace_operation:jaeger_read_seconds:mean5m",
} as const;

/**
 * The health of each part: memory, CPU, what an agent or a collector loses, and how long spans wait,
 * as Jaeger's own documents name it today.
 * @see https://github.com/jaegertracing/jaeger/tree/v1.76.0/cmd/jaeger/docs/migration
 */
export function recordingRules(watched: Watched): RecordingRule[] {
  return rolesOf(watched).flatMap((role) => {
    const workload = watched.workloads[role];
    if (workload === undefined) return [];
    const { generation } = watched;
    return [
      rule("memory", memory(workload)),
      rule("cpu", cpu(workload)),
      rule("received", received(role, watched)),
      rule("lost", lost(role, watched)),
      rule("queueFilled", queueFilled(role, watched)),
      rule("queueSeconds", role === "collector" ? queueSeconds(watched) : undefined),
      rule("readSeconds", role === "query" ? readSeconds(generation, workload) : undefined),
    ].flat();

    function rule(name: keyof typeof RECORDS, expr: string | undefined): RecordingRule[] {
      const labels = { jaeger: watched.name, role };
      return expr === undefined ? [] : [{ record: RECORDS[name], expr, labels }];
    }
  });
}

/** A recorded series of one part of this Jaeger. */
export function recorded(name: keyof typeof RECORDS, watched: Watched, role?: JaegerRole): string {
  const of = role === undefined ? "" : `,role="${role}"`;
  return `${RECORDS[name]}{jaeger="${watched.name}"${of}}`;
}
