import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import type { Manifest } from "../../objects";
import { findingsIn } from "../../testing";
import { COLLECTOR } from ".";
import { JAEGER } from "../jaeger";
import { SATELLITE } from "../satellite";
import { WIRING } from "../wiring";

/** Agents on each node, a gateway, Jaeger and Satellite, as their makers advise. */
const PLATFORM = String.raw`
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: otel-agent, namespace: apm }
spec:
  selector: { matchLabels: { app.kubernetes.io/name: otel-agent } }
  template:
    metadata: { labels: { app.kubernetes.io/name: otel-agent } }
    spec:
      containers:
        - name: otelcol
          image: docker.io/otel/opentelemetry-collector-k8s:0.159.0
          args: ["--config=/conf/relay.yaml"]
          env:
            - { name: POD_IP, valueFrom: { fieldRef: { fieldPath: status.podIP } } }
            - { name: GOMEMLIMIT, value: 200MiB }
          ports:
            - { name: otlp, containerPort: 4317 }
            - { name: jaeger-compact, containerPort: 6831, protocol: UDP }
            - { name: health, containerPort: 13133 }
          readinessProbe: { httpGet: { path: /, port: health } }
          livenessProbe: { httpGet: { path: /, port: 13133 } }
          resources: { requests: { cpu: 100m, memory: 256Mi }, limits: { memory: 256Mi } }
          volumeMounts: [{ name: conf, mountPath: /conf }]
      volumes: [{ name: conf, configMap: { name: otel-agent } }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: otel-agent, namespace: apm }
data:
  relay.yaml: |
    extensions: { health_check: { endpoint: "${"${env:POD_IP}"}:13133" } }
    receivers:
      otlp: { protocols: { grpc: { endpoint: "${"${env:POD_IP}"}:4317" } } }
      jaeger: { protocols: { thrift_compact: { endpoint: "${"${env:POD_IP}"}:6831", queue_size: 2000 } } }
    processors: { memory_limiter: { check_interval: 1s, limit_percentage: 80 }, batch: {} }
    exporters:
      otlp/gateway: { endpoint: "dns:///jaeger-collector.apm:4317", sending_queue: { queue_size: 500 } }
    service:
      extensions: [health_check]
      pipelines:
        traces: { receivers: [otlp, jaeger], processors: [memory_limiter, batch], exporters: [otlp/gateway] }
---
apiVersion: v1
kind: Service
metadata: { name: otel-agent, namespace: apm }
spec:
  selector: { app.kubernetes.io/name: otel-agent }
  internalTrafficPolicy: Local
  ports:
    - { name: otlp, port: 4317, targetPort: otlp, appProtocol: grpc }
    - { name: jaeger-compact, port: 6831, targetPort: jaeger-compact, protocol: UDP }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: jaeger-collector, namespace: apm }
spec:
  replicas: 2
  selector: { matchLabels: { app.kubernetes.io/name: jaeger-collector } }
  template:
    metadata: { labels: { app.kubernetes.io/name: jaeger-collector } }
    spec:
      securityContext: { runAsUser: 10001, runAsGroup: 10001 }
      containers:
        - name: jaeger
          image: docker.io/jaegertracing/jaeger:2.20.0
          args: ["--config", /etc/jaeger/config.yaml]
          env:
            - { name: POD_IP, valueFrom: { fieldRef: { fieldPath: status.podIP } } }
            - { name: GOMEMLIMIT, value: 800MiB }
          ports:
            - { name: otlp, containerPort: 4317 }
            - { name: otlp-http, containerPort: 4318 }
            - { name: health, containerPort: 13133 }
          readinessProbe: { httpGet: { path: /status, port: health } }
          resources: { limits: { memory: 1Gi } }
          volumeMounts: [{ name: config, mountPath: /etc/jaeger }]
      volumes: [{ name: config, configMap: { name: jaeger-collector } }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: jaeger-collector, namespace: apm }
data:
  config.yaml: |
    service:
      extensions: [jaeger_storage, healthcheckv2]
      pipelines:
        traces: { receivers: [otlp], processors: [memory_limiter, batch], exporters: [jaeger_storage_exporter] }
      telemetry:
        metrics:
          readers: [{ pull: { exporter: { prometheus: { host: 0.0.0.0, port: 8888, without_scope_info: true, without_type_suffix: false, without_units: false } } } }]
    extensions:
      healthcheckv2: { use_v2: true, http: { endpoint: "0.0.0.0:13133" } }
      jaeger_storage:
        backends:
          main:
            elasticsearch:
              server_urls: ["https://es-http.data:9200"]
              auth: { basic: { username: jaeger, password_file: /etc/es/password } }
              indices: { index_prefix: apm, spans: { shards: 3, replicas: 1, rotation: { auto_rollover: {} } } }
    receivers:
      otlp: { protocols: { grpc: { endpoint: "${"${env:POD_IP}"}:4317" }, http: { endpoint: "${"${env:POD_IP}"}:4318" } } }
    processors: { memory_limiter: { check_interval: 1s, limit_percentage: 80 }, batch: {} }
    exporters:
      jaeger_storage_exporter:
        trace_storage: main
        queue: { num_consumers: 10, queue_size: 2000 }
        retry_on_failure: { enabled: true, max_elapsed_time: 300s }
---
apiVersion: v1
kind: Service
metadata: { name: jaeger-collector, namespace: apm }
spec:
  clusterIP: None
  selector: { app.kubernetes.io/name: jaeger-collector }
  ports: [{ name: grpc-otlp, port: 4317, targetPort: otlp }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: gateway, namespace: apm }
spec:
  selector: { matchLabels: { app.kubernetes.io/name: gateway } }
  template:
    metadata: { labels: { app.kubernetes.io/name: gateway } }
    spec:
      containers:
        - name: nginx
          image: docker.io/nginxinc/nginx-unprivileged:1.30.6
          ports: [{ name: grpc, containerPort: 8443 }]
          securityContext: { readOnlyRootFilesystem: true }
          volumeMounts:
            - { name: config, mountPath: /etc/nginx/nginx.conf, subPath: nginx.conf, readOnly: true }
            - { name: tmp, mountPath: /tmp }
      volumes:
        - { name: config, configMap: { name: gateway } }
        - { name: tmp, emptyDir: { sizeLimit: 64Mi } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: gateway, namespace: apm }
data:
  nginx.conf: |
    worker_processes 2; pid /tmp/nginx.pid; error_log /dev/stderr warn;
    events { worker_connections 16384; }
    http {
      client_body_temp_path /tmp/client; proxy_temp_path /tmp/proxy; fastcgi_temp_path /tmp/fastcgi;
      uwsgi_temp_path /tmp/uwsgi; scgi_temp_path /tmp/scgi;
      map $upstream_trailer_grpc_status $grpc_status { default $upstream_trailer_grpc_status; '' $sent_http_grpc_status; }
      log_format grpc escape=json '{"ts":"$time_iso8601","grpc":"$grpc_status"}';
      resolver kube-dns.kube-system.svc.cluster.local valid=5s ipv6=off;
      client_max_body_size 0; client_body_timeout 1h; # not 60s
      upstream traces { zone traces 256k; least_conn; server jaeger-collector.apm.svc.cluster.local:4317 resolve max_fails=0; keepalive 256; }
      server {
        listen 8443 ssl; http2 on; grpc_send_timeout 1h; grpc_read_timeout 1h;
        location = /healthz { return 200 'ok'; }
        location / { grpc_pass grpc://traces; }
      }
    }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: satellite, namespace: apm }
spec:
  replicas: 2
  selector: { matchLabels: { app.kubernetes.io/name: satellite } }
  template:
    metadata: { labels: { app.kubernetes.io/name: satellite } }
    spec:
      terminationGracePeriodSeconds: 30
      containers:
        - name: satellite
          image: docker.io/apache/skywalking-satellite:v1.3.0
          env:
            - { name: SATELLITE_GRPC_CLIENT, value: "oap.tracing.svc:11800" }
            - { name: SATELLITE_GRPC_ACCEPT_LIMIT_CPU_UTILIZATION, value: "101" }
            - { name: SATELLITE_TELEMETRY_EXPORT_TYPE, value: "prometheus,metrics_service" }
            - { name: SATELLITE_TELEMETRY_INSTANCE, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
          ports: [{ name: grpc, containerPort: 11800 }, { name: metrics, containerPort: 1234 }]
          readinessProbe: { tcpSocket: { port: grpc } }
          livenessProbe: { httpGet: { path: /metrics, port: metrics } }
          resources: { requests: { cpu: "1", memory: 4Gi }, limits: { cpu: "2", memory: 4Gi } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: satellite, namespace: apm }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: satellite }
  minReplicas: 2
  maxReplicas: 4
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }]
  behavior: { scaleUp: { stabilizationWindowSeconds: 120, selectPolicy: Min }, scaleDown: { stabilizationWindowSeconds: 600 } }
`;

function objects(from = "", to = ""): Manifest[] {
  return parseAllDocuments(PLATFORM.replace(from, to)).map((one): Manifest => one.toJS());
}

const RULES = [...WIRING, ...COLLECTOR, ...JAEGER, ...SATELLITE];

function found(manifests: Manifest[]): string[] {
  return RULES.filter(({ name }) => name !== "pod-has-network-policy").flatMap((rule) =>
    findingsIn(rule, manifests).map((finding) => `${rule.name} ${finding}`),
  );
}

test("a platform as its makers advise is without findings", () => {
  expect(found(objects())).toEqual([]);
});

test.each([
  [
    "dns:///jaeger-collector.apm:4317",
    "dns:///jaeger-collector.apm:14250",
    [
      "address-resolves ConfigMap otel-agent: relay.yaml says jaeger-collector.apm:14250: Service jaeger-collector has no port 14250, only 4317",
    ],
  ],
  [
    "dns:///jaeger-collector.apm:4317",
    "dns:///collector.apm:4317",
    [
      "address-resolves ConfigMap otel-agent: relay.yaml says collector.apm:4317: namespace apm has no Service collector",
    ],
  ],
  [
    "server jaeger-collector.apm.svc.cluster.local:4317",
    "server jaeger-collector.apm.svc.cluster.local:4318",
    [
      "address-resolves ConfigMap gateway: nginx.conf says jaeger-collector.apm.svc.cluster.local:4318: Service jaeger-collector has no port 4318, only 4317",
    ],
  ],
  [
    "processors: [memory_limiter, batch], exporters: [otlp/gateway]",
    "processors: [batch], exporters: [otlp/gateway]",
    [
      "collector-limits-memory-first DaemonSet otel-agent: container otelcol: the first processor of pipeline traces is not memory_limiter",
    ],
  ],
  [
    "exporters: [otlp/gateway] }",
    "exporters: [otlp] }",
    [
      "collector-parts-are-defined DaemonSet otel-agent: container otelcol: pipeline traces names otlp, which is not among the exporters",
    ],
  ],
  [
    "receivers: [otlp, jaeger]",
    "receivers: [otlp, zipkin]",
    [
      "collector-parts-are-defined DaemonSet otel-agent: container otelcol: pipeline traces names zipkin, which is not among the receivers",
    ],
  ],
  [
    "extensions: [health_check]",
    "extensions: []",
    [
      "collector-is-asked-over-http DaemonSet otel-agent: container otelcol is probed, and service.extensions has no health extension",
    ],
  ],
  [
    "internalTrafficPolicy: Local",
    "internalTrafficPolicy: Cluster",
    [
      "jaeger-agent-is-local Service otel-agent: spec.internalTrafficPolicy is Cluster in front of DaemonSet otel-agent; give Local",
    ],
  ],
  [
    "queue_size: 500",
    "queue_size: 50000",
    [
      "collector-queue-fits DaemonSet otel-agent: container otelcol: the full queue of exporter otlp/gateway takes 6250 MiB, more than 50 % of 256Mi",
    ],
  ],
  [
    "retry_on_failure: { enabled: true,",
    "retry_on_failure: { enabled: false,",
    [
      "collector-keeps-what-it-cannot-send Deployment jaeger-collector: container jaeger: exporter jaeger_storage_exporter does not try again",
    ],
  ],
  [
    "auto_rollover: {}",
    "periodic: {}",
    [
      "jaeger-cleans-up Deployment jaeger-collector: no CronJob deletes its old indexes, and it does not use ILM",
    ],
  ],
  [
    "elasticsearch:\n",
    "badger:\n",
    [
      "jaeger-storage-is-shared Deployment jaeger-collector: container jaeger: the traces are in badger, and there may be 2 pods",
    ],
  ],
  [
    "replicas: 1, rotation",
    "replicas: 0, rotation",
    [
      "jaeger-indexes-are-its-own Deployment jaeger-collector: its indexes have 0 copies; give 1 or more",
    ],
  ],
  [
    "runAsGroup: 10001",
    "runAsGroup: 0",
    [
      "jaeger-has-own-group Deployment jaeger-collector: container jaeger has no runAsGroup, and runs in the group of root",
    ],
  ],
  [
    "client_max_body_size 0;",
    "client_max_body_size 1m;",
    [
      "nginx-takes-long-streams Deployment gateway: nginx.conf, location /: client_max_body_size is 1m; give 0",
    ],
  ],
  [
    "client_body_timeout 1h;",
    "",
    [
      "nginx-lets-streams-idle Deployment gateway: nginx.conf, location /: client_body_timeout is 60s; give 300s or more",
    ],
  ],
  [
    " resolve max_fails=0",
    " resolve",
    [
      "nginx-forgives-failures Deployment gateway: upstream traces: server jaeger-collector.apm.svc.cluster.local:4317 has no max_fails=0",
    ],
  ],
  [
    " resolve max_fails=0",
    " max_fails=0",
    [
      "nginx-follows-pods Deployment gateway: upstream traces: server jaeger-collector.apm.svc.cluster.local:4317 has no resolve",
    ],
  ],
  [
    "pid /tmp/nginx.pid;",
    "",
    [
      "nginx-writes-to-tmp Deployment gateway: container nginx: pid is not set; give a path in /tmp",
    ],
  ],
  [
    "http2 on;",
    "",
    [
      "nginx-speaks-http2 Deployment gateway: nginx.conf, location /: its server does not have http2 on",
    ],
  ],
  [
    "listen 8443 ssl;",
    "listen 8443;",
    ["nginx-has-tls Deployment gateway: nginx.conf, location /: listen 8443 has no ssl"],
  ],
  [
    "least_conn;",
    "least_conn",
    ["nginx-config-is-valid Deployment gateway: upstream traces has no server"],
  ],
  [
    "SATELLITE_TELEMETRY_INSTANCE",
    "SATELLITE_TELEMETRY_INSTANCES",
    [
      "satellite-has-own-name Deployment satellite: container satellite: SATELLITE_TELEMETRY_INSTANCE is not metadata.name",
      "satellite-variable-exists Deployment satellite: container satellite: Satellite 1.3 does not read SATELLITE_TELEMETRY_INSTANCES; give SATELLITE_TELEMETRY_INSTANCE, if that is meant",
    ],
  ],
  [
    "prometheus,metrics_service",
    "prometheus,pprof",
    [
      "satellite-no-pprof Deployment satellite: container satellite: SATELLITE_TELEMETRY_EXPORT_TYPE is prometheus,pprof; leave pprof out",
    ],
  ],
  [
    "selectPolicy: Min",
    "selectPolicy: Max",
    [
      "satellite-scales-calmly HorizontalPodAutoscaler satellite: behavior.scaleUp.selectPolicy is Max; give Min",
    ],
  ],
  [
    "averageUtilization: 60",
    "averageUtilization: 110",
    [
      "satellite-scales-before-it-refuses HorizontalPodAutoscaler satellite: it scales at 110 % CPU, and Satellite refuses connections at 101 %",
    ],
  ],
  [
    "kind: Deployment, name: satellite }",
    "kind: Deployment, name: satellites }",
    [
      "autoscaler-target-exists HorizontalPodAutoscaler satellite: spec.scaleTargetRef names Deployment satellites, which is not in its namespace",
    ],
  ],
  [
    "port: metrics",
    "port: 1235",
    [
      "probe-port-exists Deployment satellite: container satellite: livenessProbe asks port 1235, which is not one of its ports",
      "satellite-probes-itself Deployment satellite: container satellite: livenessProbe asks port 1235, and it listens at 11800 and 1234",
    ],
  ],
])("finds %s changed into %s", (from, to, findings) => {
  expect(found(objects(from, to))).toEqual(findings);
});
