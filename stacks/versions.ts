/** What is installed unless the configuration says otherwise, and where its changes are told. */
export interface Release {
  readonly version: string;
  readonly notes: string;
}

/** Every image tag in use. */
export const RELEASES = {
  oap: {
    version: "10.4.0",
    notes: "https://github.com/apache/skywalking/releases/tag/v10.4.0",
  },
  skywalkingUi: {
    version: "10.4.0",
    notes: "https://github.com/apache/skywalking/releases/tag/v10.4.0",
  },
  horizonUi: {
    version: "0.7.0",
    notes: "https://github.com/apache/skywalking-horizon-ui/releases/tag/v0.7.0",
  },
  satellite: {
    version: "1.3.0",
    notes: "https://github.com/apache/skywalking-satellite/releases/tag/v1.3.0",
  },
  /** SkyWalking Cloud on Kubernetes: its operator and its metrics adapter. */
  swck: {
    version: "0.10.0",
    notes: "https://github.com/apache/skywalking-swck/releases/tag/v0.10.0",
  },
  javaAgent: {
    version: "9.4.0",
    notes: "https://github.com/apache/skywalking-java/releases/tag/v9.4.0",
  },
  certManager: {
    version: "1.21.2",
    notes: "https://github.com/cert-manager/cert-manager/releases/tag/v1.21.2",
  },
  /** Its build with the parts for Kubernetes. */
  otelCollector: {
    version: "0.159.0",
    notes:
      "https://github.com/open-telemetry/opentelemetry-collector-releases/releases/tag/v0.159.0",
  },
  /** The stable branch; it follows pods by their name, which 1.27.3 was the first to do. */
  nginx: {
    version: "1.30.6",
    notes: "https://github.com/nginx/nginx/releases/tag/release-1.30.6",
  },
  /** Collector, query and ingester in one program. */
  jaeger: {
    version: "2.20.0",
    notes: "https://github.com/jaegertracing/jaeger/releases/tag/v2.20.0",
  },
  /** Asks for a login before the page of Jaeger. */
  oauth2Proxy: {
    version: "7.15.3",
    notes: "https://github.com/oauth2-proxy/oauth2-proxy/releases/tag/v7.15.3",
  },
  /** The version that both OAP 10.4 and Jaeger 2.20 work with, where they share one. */
  sharedElasticsearch: {
    version: "8.19.21",
    notes:
      "https://www.elastic.co/guide/en/elasticsearch/reference/8.19/release-notes-8.19.21.html",
  },
  /** The version that SkyWalking 10.4 is tested with. */
  elasticsearch: {
    version: "8.18.8",
    notes: "https://www.elastic.co/guide/en/elasticsearch/reference/8.18/release-notes-8.18.8.html",
  },
  /** Derives which service calls which, out of Jaeger's traces. */
  sparkDependencies: {
    version: "0.7.2",
    notes: "https://github.com/jaegertracing/spark-dependencies/releases/tag/v0.7.2",
  },
  /** Writes the lifecycle policy of Jaeger's indices. */
  curl: {
    version: "8.20.0",
    notes: "https://curl.se/ch/8.20.0.html",
  },
} as const satisfies Record<string, Release>;

/** OAP versions whose settings are known name by name; the configuration may choose among them. */
export const OAP_VERSIONS = ["10.1.0", "10.4.0"] as const;

/** Every custom resource that may be created, with the API version it is written in. */
export const CUSTOM_RESOURCES = {
  /** Elastic Cloud on Kubernetes 3.x. */
  elasticsearch: {
    apiVersion: "elasticsearch.k8s.elastic.co/v1",
    notes: "https://www.elastic.co/docs/release-notes/cloud-on-k8s",
  },
  /** SkyWalking Cloud on Kubernetes 0.10. */
  swAgent: {
    apiVersion: "operator.skywalking.apache.org/v1alpha1",
    notes: "https://github.com/apache/skywalking-swck/releases",
  },
  /** cert-manager 1.x; its issuers are of the same version. */
  certificate: {
    apiVersion: "cert-manager.io/v1",
    notes: "https://cert-manager.io/docs/releases/",
  },
  /** Gateway API 1.x. */
  httpRoute: {
    apiVersion: "gateway.networking.k8s.io/v1",
    notes: "https://github.com/kubernetes-sigs/gateway-api/releases",
  },
  /** Istio 1.22 and later. */
  telemetry: {
    apiVersion: "telemetry.istio.io/v1",
    notes: "https://istio.io/latest/news/releases/",
  },
  /** Prometheus operator 0.4x and later: PodMonitor, ServiceMonitor, PrometheusRule. */
  monitoring: {
    apiVersion: "monitoring.coreos.com/v1",
    notes: "https://github.com/prometheus-operator/prometheus-operator/releases",
  },
  /** Grafana operator 5.x. */
  grafanaDashboard: {
    apiVersion: "grafana.integreatly.org/v1beta1",
    notes: "https://github.com/grafana/grafana-operator/releases",
  },
} as const;

/** Kubernetes versions that the rendered objects are valid for. 1.27: gRPC probes are stable. */
export const KUBERNETES = {
  oldest: "1.27",
  newest: "1.34",
  notes: "https://kubernetes.io/releases/",
} as const;
