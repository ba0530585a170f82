/**
 * SkyWalking with Satellite in front, and bookinfo in a mesh that sends its access logs there: the walk-through of
 * "Load balancing and autoscaling for gRPC" with the versions of today. Istio 1.22 or later, cert-manager with a
 * ClusterIssuer `tracing-ca`, and an Elasticsearch are there already.
 *
 *   pulumi up
 *   pulumi stack output handOver     # one command: Istio learns of the providers that the Telemetry objects name
 *   pulumi stack output sendTraffic  # requests, so that there is something to see
 *
 * What to look for:
 *
 * - `pulumi stack output openPage`: in Service Mesh, Services, the topology productpage → reviews → ratings; the
 *   services are called `productpage.bookinfo` and so on. Nothing there? `pulumi stack output whyNot` shows whether
 *   proxies log, and what OAP says of it.
 * - OAP gets more pods: raise `replicas` of its topology, `pulumi up`; Satellite finds them, and shares with them.
 * - Satellite gets more pods: `pulumi stack output connectMore` starts more proxies, and each connects to Satellite;
 *   above ten a pod, the HorizontalPodAutoscaler adds one. Connections do not move: only new ones come to it.
 */

import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { endpointAt, Mesh, SkyWalking } from "kube-tracing";

const tracing = new k8s.core.v1.Namespace("skywalking-system", {
  metadata: { name: "skywalking-system" },
}).metadata.name;
// Every pod gets a proxy.
const shop = new k8s.core.v1.Namespace("bookinfo", {
  metadata: { name: "bookinfo", labels: { "istio-injection": "enabled" } },
});
const bookinfo = shop.metadata.name;

const version = "10.4.0";
const accessLogs = { http: ["mx-mesh", "k8s-mesh"], tcp: ["mx-mesh", "k8s-mesh"] } as const;

const skywalking = new SkyWalking("skywalking", {
  namespace: tracing,
  version,
  storage: {
    kind: "elasticsearch",
    server: { kind: "external", endpoint: endpointAt("es.example.com", 9200, "https") },
  },
  oap: { accessLogs, topology: { kind: "mixed", scale: { kind: "fixed", replicas: 1 } } },
  satellite: {
    version: "1.3.0",
    server: { maxConnections: 11 },
    scale: { kind: "connections", min: 1, max: 3, target: 10 },
    callers: [{ kind: "namespaces", labels: { "istio-injection": "enabled" } }],
  },
  metricsAdapter: {
    kind: "installed",
    version: "0.10.0",
    certificate: { kind: "certManager", issuer: { kind: "ClusterIssuer", name: "tracing-ca" } },
  },
});

const mesh = new Mesh(
  "mesh",
  {
    namespace: tracing,
    istio: "1.28.0",
    receiver: skywalking.satellite ?? skywalking.grpc,
    oap: { version, accessLogs },
    logs: {
      kind: "telemetry",
      scopes: [{ kind: "namespace", namespace: "bookinfo" }],
      // What proxies write to their own output as well.
      besides: ["envoy"],
    },
  },
  { dependsOn: shop },
);

/** Services of bookinfo, with their versions. */
const SERVICES = {
  productpage: ["v1"],
  details: ["v1"],
  ratings: ["v1"],
  reviews: ["v1", "v2", "v3"],
} as const;

for (const [app, versions] of Object.entries(SERVICES)) {
  const metadata = { name: app, namespace: bookinfo };
  const account = new k8s.core.v1.ServiceAccount(app, { metadata }).metadata.name;
  new k8s.core.v1.Service(app, {
    metadata,
    spec: { selector: { app }, ports: [{ name: "http", port: 9080 }] },
  });
  for (const version of versions) workload({ app, version }, account);
}

function workload(labels: { app: string; version: string }, account: pulumi.Input<string>) {
  const { app, version } = labels;
  const name = `${app}-${version}`;
  const folders = app === "reviews" ? ["/tmp", "/opt/ibm/wlp/output"] : ["/tmp"];
  const volumeMounts = folders.map((mountPath, index) => ({ name: `written-${index}`, mountPath }));
  new k8s.apps.v1.Deployment(name, {
    metadata: { name, namespace: bookinfo },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: account,
          automountServiceAccountToken: false,
          containers: [
            {
              name: app,
              image: `docker.io/istio/examples-bookinfo-${name}:1.20.1`,
              env: [{ name: "LOG_DIR", value: "/tmp/logs" }],
              ports: [{ name: "http", containerPort: 9080 }],
              volumeMounts,
            },
          ],
          volumes: volumeMounts.map(({ name }) => ({ name, emptyDir: {} })),
        },
      },
    },
  });
}

const inTracing = pulumi.interpolate`kubectl --namespace ${tracing}`;
const inBookinfo = pulumi.interpolate`kubectl --namespace ${bookinfo}`;

/** Hands the providers over to Istio; of an istiod that a chart installed, set `installer: "helm"`. */
export const handOver = mesh.next.apply(([command]) => command);
/** Requests for ten minutes, from a pod of the mesh. */
export const sendTraffic = pulumi.interpolate`${inBookinfo} exec deployment/ratings-v1 --container ratings -- sh -c 'for i in $(seq 600); do curl --silent --output /dev/null productpage:9080/productpage; sleep 1; done'`;
/** The web page, at http://localhost:8080. */
export const openPage = pulumi.interpolate`${inTracing} port-forward service/skywalking-ui 8080`;
/** More than ten proxies in all. */
export const connectMore = pulumi.interpolate`${inBookinfo} scale deployment/productpage-v1 deployment/details-v1 --replicas=3; ${inTracing} get horizontalpodautoscaler --watch`;
/** What a proxy knows of the providers, and what OAP did not understand. */
export const whyNot = pulumi.interpolate`istioctl proxy-config listeners deployment/productpage-v1 --namespace ${bookinfo} --output json | grep access_loggers; ${inTracing} logs deployment/skywalking-oap | grep --ignore-case envoy`;
