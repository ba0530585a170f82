import { deploymentWith } from "../../examples";
import type { Manifest } from "../../objects";

/** What differs from a Deployment of one Jaeger. */
interface Differences {
  readonly image?: string;
  readonly replicas?: number;
  /** Configuration of version 2, mounted as /etc/jaeger/config.yaml. */
  readonly config?: string;
  /** Fields of its container. */
  readonly container?: Manifest;
  /** Fields of its pods. */
  readonly pod?: Manifest;
}

/** A Deployment of Jaeger, with a ConfigMap where it has a configuration. */
export function jaegerWith(differences: Differences): Manifest[] {
  const {
    image = "docker.io/jaegertracing/jaeger:2.20.0",
    replicas = 1,
    config,
    container,
    pod,
  } = differences;
  const mounted =
    config === undefined
      ? {}
      : {
          args: ["--config=/etc/jaeger/config.yaml"],
          volumeMounts: [{ name: "config", mountPath: "/etc/jaeger" }],
        };
  const volumes =
    config === undefined ? {} : { volumes: [{ name: "config", configMap: { name: "jaeger" } }] };
  const labels = { "app.kubernetes.io/name": "jaeger" };
  const metadata = { name: "jaeger", namespace: "tracing" };
  const base = deploymentWith(
    { replicas, selector: { matchLabels: labels } },
    { containers: [{ name: "jaeger", image, ...mounted, ...container }], ...volumes, ...pod },
  );
  const template = { ...base.spec.template, metadata: { labels } };
  const data = { "config.yaml": config };
  return [
    { ...base, metadata, spec: { ...base.spec, template } },
    ...(config === undefined ? [] : [{ apiVersion: "v1", kind: "ConfigMap", metadata, data }]),
  ];
}

/** A DaemonSet of Jaeger's agent with fields of its container and pods. */
export function agentWith(container: Manifest, pod: Manifest = {}): Manifest {
  const labels = { "app.kubernetes.io/name": "jaeger-agent" };
  const image = "docker.io/jaegertracing/jaeger-agent:1.62.0";
  return {
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata: { name: "jaeger-agent", namespace: "tracing" },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: "agent", image, ...container }], ...pod },
      },
    },
  };
}
