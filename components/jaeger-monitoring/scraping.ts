import type { Pods } from "../kit/endpoint";
import type { Metadata } from "../kit/metadata";

/** Who finds the pods for Prometheus. */
export type Scraping =
  /** The Prometheus operator, by pod: every port named `metrics`. */
  | { kind: "podMonitor"; intervalSeconds?: number; labels?: Readonly<Record<string, string>> }
  /** The Prometheus operator, by Service: every port named `metrics`. */
  | { kind: "serviceMonitor"; intervalSeconds?: number; labels?: Readonly<Record<string, string>> }
  /** Prometheus itself, by `scrapeAnnotations` that the pods carry, or someone else. */
  | { kind: "none" };

/** Name of the port that every part of Jaeger has its metrics at. */
const PORT = "metrics";

/**
 * Annotations by which the scrape configuration of the `prometheus` chart finds a pod. It is a
 * convention, not a part of Prometheus.
 * @see https://github.com/prometheus-community/helm-charts/blob/prometheus-27.0.0/charts/prometheus/README.md
 */
export function scrapeAnnotations(port: number): Record<string, string> {
  return {
    "prometheus.io/scrape": "true",
    "prometheus.io/port": `${port}`,
    "prometheus.io/path": "/metrics",
  };
}

/**
 * A PodMonitor or ServiceMonitor for the pods of one workload.
 * @see https://github.com/prometheus-operator/prometheus-operator/blob/v0.86.1/Documentation/api-reference/api.md
 */
export function monitor(
  { kind, intervalSeconds = 30, labels }: Exclude<Scraping, { kind: "none" }>,
  metadata: Metadata,
  pods: Pods,
) {
  const endpoints = [{ port: PORT, path: "/metrics", interval: `${intervalSeconds}s` }];
  const isByPod = kind === "podMonitor";
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: isByPod ? "PodMonitor" : "ServiceMonitor",
    metadata: { ...metadata, labels: { ...metadata.labels, ...labels } },
    spec: {
      selector: { matchLabels: pods.selector },
      namespaceSelector: { matchNames: [pods.namespace] },
      ...(isByPod ? { podMetricsEndpoints: endpoints } : { endpoints }),
    },
  };
}
