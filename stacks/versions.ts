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
  /** SkyWalking Cloud on Kubernetes: its metrics adapter. */
  swck: {
    version: "0.10.0",
    notes: "https://github.com/apache/skywalking-swck/releases/tag/v0.10.0",
  },
  /** The stable branch; it follows pods by their name, which 1.27.3 was the first to do. */
  nginx: {
    version: "1.30.6",
    notes: "https://github.com/nginx/nginx/releases/tag/release-1.30.6",
  },
  /** The version that SkyWalking 10.4 is tested with. */
  elasticsearch: {
    version: "8.18.8",
    notes: "https://www.elastic.co/guide/en/elasticsearch/reference/8.18/release-notes-8.18.8.html",
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
  /** cert-manager 1.x. */
  certificate: {
    apiVersion: "cert-manager.io/v1",
    notes: "https://cert-manager.io/docs/releases/",
  },
  /** Gateway API 1.x. */
  httpRoute: {
    apiVersion: "gateway.networking.k8s.io/v1",
    notes: "https://github.com/kubernetes-sigs/gateway-api/releases",
  },
} as const;

/** Kubernetes versions that the rendered objects are valid for. 1.27: gRPC probes are stable. */
export const KUBERNETES = {
  oldest: "1.27",
  newest: "1.34",
  notes: "https://kubernetes.io/releases/",
} as const;
