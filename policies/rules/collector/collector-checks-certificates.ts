import type { Manifest } from "../../objects";
import { pipelinesIn } from "../../read/pipelines";
import { each, rule } from "../../rule";
import { collectorWith } from "./examples";

const exporter = (tls: string) =>
  collectorWith({ exporters: `otlp: { endpoint: "traces.example.com:4317", tls: { ${tls} } }` });

export const collectorChecksCertificates = rule({
  name: "collector-checks-certificates",
  family: "collector",
  scope: "stack",
  severity: "high",
  from: "prod",
  title: "Exporters of a Collector use TLS and check who answers",
  why: "Traces hold queries, addresses and users; whoever stands between reads and changes them.",
  remedy: "set tls.ca_file, and leave insecure and insecure_skip_verify out",
  source:
    "https://github.com/open-telemetry/opentelemetry-collector/blob/v0.159.0/config/configtls/README.md",
  bad: exporter("insecure: true"),
  good: exporter("ca_file: /ca/ca.crt"),
  check: (object, { stack }) =>
    each(pipelinesIn(object, stack), ({ title, config }) =>
      [...open("exporters", config?.exporters), ...open("extensions", config?.extensions)].map(
        (path) => `${title}: ${path} is true`,
      ),
    ),
});

function open(path: string, value: Manifest): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries<Manifest>(value).flatMap(([key, one]) =>
    /^(insecure|insecure_skip_verify|skip_host_verify)$/.test(key) && one === true
      ? [`${path}.${key}`]
      : open(`${path}.${key}`, one),
  );
}
