import { isAtLeast } from "../version";

/** Parts that have another name in later versions, where the old one is only a deprecated alias. */
export interface PartNames {
  readonly otlp: "otlp" | "otlp_grpc";
  readonly otlpHttp: "otlphttp" | "otlp_http";
  readonly kubernetesAttributes: "k8sattributes" | "k8s_attributes";
  readonly loadBalancing: "loadbalancing" | "load_balancing";
}

/**
 * How exporters and processors are called in a version of the Collector; Jaeger 2.20 has 0.155.0.
 * @see https://github.com/open-telemetry/opentelemetry-collector/blob/v0.159.0/CHANGELOG.md (0.144.0)
 */
export function partNames(version: string): PartNames {
  const since = (least: string) => isAtLeast(version, least);
  return {
    otlp: since("0.144.0") ? "otlp_grpc" : "otlp",
    otlpHttp: since("0.144.0") ? "otlp_http" : "otlphttp",
    kubernetesAttributes: since("0.146.0") ? "k8s_attributes" : "k8sattributes",
    loadBalancing: since("0.157.0") ? "load_balancing" : "loadbalancing",
  };
}
