import { deploymentWith } from "../../examples";
import type { Manifest } from "../../objects";

/** What differs from a Collector with one pipeline. */
interface Differences {
  readonly replicas?: number;
  readonly processors?: string;
  readonly exporters?: string;
  readonly endpoint?: string;
  readonly used?: string;
  readonly telemetry?: string;
  /** Fields of its container. */
  readonly container?: Manifest;
}

const METADATA = { name: "collector", namespace: "tracing" };

/** A Collector with its ConfigMap. */
export function collectorWith(differences: Differences): Manifest[] {
  const {
    replicas = 1,
    processors = "memory_limiter: {}",
    exporters = "otlp: { endpoint: https://traces.example.com }",
  } = differences;
  const { endpoint = "${env:POD_IP}:4317", used = "otlp", telemetry = "", container } = differences;
  const names = [...processors.matchAll(/(?:^|,\s)([a-z_]+):/g)].map(([, name]) => name).join(", ");
  const config = `
receivers: { otlp: { protocols: { grpc: { endpoint: "${endpoint}" } } } }
processors: { ${processors} }
exporters: { ${exporters} }
service:
  ${telemetry}
  pipelines:
    traces: { receivers: [${used}], processors: [${names}], exporters: [${exporters.replace(/:.*/s, "")}] }
`;
  const image = "docker.io/otel/opentelemetry-collector-k8s:0.159.0";
  const mounted = {
    args: ["--config=/conf/relay.yaml"],
    volumeMounts: [{ name: "config", mountPath: "/conf" }],
  };
  const ports = [{ name: "otlp", containerPort: 4317 }];
  return [
    {
      ...deploymentWith(
        { replicas },
        {
          containers: [{ name: "collector", image, ports, ...mounted, ...container }],
          volumes: [{ name: "config", configMap: { name: "collector" } }],
        },
      ),
      metadata: METADATA,
    },
    { apiVersion: "v1", kind: "ConfigMap", metadata: METADATA, data: { "relay.yaml": config } },
  ];
}

/** A Service in front of that Collector, or of the NGINX. */
export const SERVICE: Manifest = {
  apiVersion: "v1",
  kind: "Service",
  metadata: METADATA,
  spec: { selector: { "app.kubernetes.io/name": "oap" }, ports: [{ name: "otlp", port: 4317 }] },
};

/** An NGINX with this nginx.conf. */
export function nginxWith(conf: string): Manifest[] {
  const metadata = { name: "gateway", namespace: "tracing" };
  const image = "docker.io/nginxinc/nginx-unprivileged:1.30.6";
  const mount = { name: "config", mountPath: "/etc/nginx/nginx.conf", subPath: "nginx.conf" };
  return [
    {
      ...deploymentWith(
        {},
        {
          containers: [{ name: "nginx", image, volumeMounts: [mount] }],
          volumes: [{ name: "config", configMap: { name: "gateway" } }],
        },
      ),
      metadata,
    },
    { apiVersion: "v1", kind: "ConfigMap", metadata, data: { "nginx.conf": conf } },
  ];
}

/** An nginx.conf that passes gRPC on, with directives of its own in http, upstream and server. */
export function grpcConf(directives: {
  http?: string;
  upstream?: string;
  server?: string;
  member?: string;
}): string {
  const {
    http = "",
    upstream = "",
    server = "listen 11800; http2 on;",
    member = "oap.tracing.svc:11800",
  } = directives;
  return `
events { }
http {
  ${http}
  upstream oap { ${upstream} server ${member}; }
  server { ${server} location / { grpc_pass grpc://oap; } }
}
`;
}
