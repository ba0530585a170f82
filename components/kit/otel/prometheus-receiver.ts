import type { Endpoint, Pods } from "../endpoint";
import type { Problem } from "../refusal";
import type { Right } from "./kubernetes-attributes";
import { duration, literal, type Settings } from "./settings";

/** One thing to read metrics of. */
export interface ScrapeJob {
  /** `job` of each metric, which becomes `service.name` in OTLP. */
  name: string;
  /** @default 10 */
  seconds?: number;
  /** @default "/metrics" */
  path?: string;
  targets: ScrapeTargets;
  /** Labels of every metric. */
  labels?: Readonly<Record<string, string>>;
}

export type ScrapeTargets =
  /** Every running pod behind it, found through the Kubernetes API. */
  | {
      kind: "pods";
      of: Endpoint;
      /** Name of the port of the container. */
      portName: string;
      /** Label that takes the name of the pod. */
      podLabel?: string;
    }
  /** As their names say. */
  | { kind: "endpoints"; of: readonly Endpoint[] };

/**
 * Settings of the receiver `prometheus`. Two Collectors with the same jobs count everything twice.
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.159.0/receiver/prometheusreceiver/README.md
 */
export function prometheusReceiver(jobs: readonly ScrapeJob[]): Settings {
  return { config: { scrape_configs: jobs.map(scrapeConfig) } };
}

/** Every place that the jobs call. */
export function scraped(jobs: readonly ScrapeJob[]): Endpoint[] {
  return jobs.flatMap(({ targets }) => (targets.kind === "pods" ? [targets.of] : targets.of));
}

/** What finding the pods takes at the API server: a rule for the namespace of each. */
export function scrapeRights(jobs: readonly ScrapeJob[]): { pods: Pods; rule: Right }[] {
  return jobs.flatMap(({ targets }) => {
    const pods = targets.kind === "pods" ? targets.of.pods : undefined;
    const rule = { apiGroups: [""], resources: ["pods"], verbs: ["list", "watch"] };
    return pods === undefined ? [] : [{ pods, rule }];
  });
}

/** Checks for `refuse`. */
export function scrapeChecks(field: string, jobs: readonly ScrapeJob[]): (true | Problem)[] {
  const names = jobs.map(({ name }) => name);
  return [
    jobs.length > 0 || { field, got: jobs, want: "one job or more" },
    new Set(names).size === names.length || {
      field,
      got: names.join(", "),
      want: "each name once",
    },
    ...jobs.map(
      ({ name, targets }) =>
        targets.kind === "endpoints" ||
        targets.of.pods !== undefined || {
          field: `${field}.${name}.targets`,
          got: "a place outside of the cluster",
          want: 'one with pods, or { kind: "endpoints" }',
        },
    ),
  ];
}

function scrapeConfig({ name, seconds = 10, path = "/metrics", targets, labels = {} }: ScrapeJob) {
  return {
    job_name: name,
    scrape_interval: duration(seconds),
    scrape_timeout: duration(seconds),
    metrics_path: path,
    ...(targets.kind === "pods"
      ? discovery(targets)
      : { static_configs: [{ targets: targets.of.map(({ address }) => address) }] }),
    relabel_configs: [
      ...(targets.kind === "pods" ? chosen(targets) : []),
      ...Object.entries(labels).map(([label, value]) => ({
        target_label: label,
        replacement: literal(value),
      })),
    ],
  };
}

type FoundPods = Extract<ScrapeTargets, { kind: "pods" }>;

function discovery({ of: { pods } }: FoundPods): Settings {
  if (pods === undefined) return {};
  const selector = Object.entries(pods.selector).map(([label, value]) => `${label}=${value}`);
  const found = {
    role: "pod",
    namespaces: { names: [pods.namespace] },
    selectors: [{ role: "pod", label: selector.join(",") }],
  };
  return { kubernetes_sd_configs: [found] };
}

/** Of each pod that runs one port alone; the expressions are whole, as Prometheus anchors them. */
function chosen({ portName, podLabel }: FoundPods): Settings[] {
  return [
    {
      source_labels: ["__meta_kubernetes_pod_container_port_name"],
      action: "keep",
      regex: portName,
    },
    { source_labels: ["__meta_kubernetes_pod_phase"], action: "keep", regex: "Running" },
    ...(podLabel === undefined
      ? []
      : [{ source_labels: ["__meta_kubernetes_pod_name"], target_label: podLabel }]),
  ];
}
