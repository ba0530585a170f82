import { expect, test } from "vitest";
import type { LiveCluster } from "../stack/live";
import { collect } from "./collect";

const OURS = { "app.kubernetes.io/name": "skywalking-oap", "app.kubernetes.io/instance": "oap" };
const env = [
  { name: "SW_CLUSTER", value: "kubernetes" },
  { name: "SW_STORAGE_ES_CLUSTER_NODES", value: "es.tracing.svc:9200" },
  { name: "SW_ES_PASSWORD", valueFrom: {} },
];

/** What the API server would list, by the end of the path. */
const LISTS: Readonly<Record<string, unknown[]>> = {
  services: [
    {
      metadata: { name: "oap" },
      spec: {
        selector: OURS,
        ports: [
          { port: 11800, targetPort: "grpc" },
          { port: 12800, targetPort: 12800 },
          { port: 1234, targetPort: 1235 },
        ],
      },
    },
    {
      metadata: { name: "es" },
      spec: {
        selector: { "app.kubernetes.io/instance": "es" },
        ports: [{ port: 9200, targetPort: "http" }],
      },
    },
    { metadata: { name: "elsewhere" }, spec: {} },
  ],
  endpointslices: [
    {
      metadata: { labels: { "kubernetes.io/service-name": "oap" } },
      endpoints: [
        { addresses: ["10.0.0.1"], conditions: { ready: true } },
        { addresses: ["10.0.0.2"], conditions: { ready: false } },
      ],
    },
  ],
  pods: [
    {
      metadata: { name: "oap-a", labels: OURS },
      spec: {
        containers: [
          {
            ports: [
              { name: "grpc", containerPort: 11800 },
              { name: "rest", containerPort: 12800 },
            ],
          },
        ],
      },
    },
    { metadata: { name: "oap-b", labels: OURS } },
  ],
  jobs: [
    {
      metadata: { name: "oap-init-1", labels: { "app.kubernetes.io/instance": "oap-init" } },
      status: { succeeded: 1, failed: 2, conditions: [{ type: "Complete", status: "True" }] },
    },
  ],
  deployments: [
    {
      metadata: { name: "oap", labels: OURS },
      spec: {
        replicas: 2,
        template: {
          metadata: { labels: OURS, annotations: { "kube-tracing.io/schema": "oap-init-1" } },
          spec: { serviceAccountName: "oap", containers: [{ env }] },
        },
      },
    },
  ],
  statefulsets: [
    {
      metadata: { name: "gateway" },
      spec: {
        template: {
          spec: {
            volumes: [{ projected: { sources: [{ configMap: { name: "gateway-1" } }] } }],
          },
        },
      },
    },
  ],
  configmaps: [
    {
      metadata: { name: "gateway-1" },
      data: {
        "nginx.conf": [
          "server oap.tracing.svc.cluster.local:11800 resolve;",
          "server oap.tracing.svc.cluster.local:11800 resolve;",
          "server other.elsewhere.svc.cluster.local:11800 resolve;",
        ].join("\n"),
      },
    },
    {
      metadata: { name: "gateway-0" },
      data: { "nginx.conf": "server old.tracing.svc:11800;" },
    },
  ],
  nodes: [{ status: { nodeInfo: { containerRuntimeVersion: "kwok-0.8.0" } } }],
};

test("objects of the API server become plain observations", async () => {
  const cluster = {
    kubectl: "/there/is/no/kubectl",
    access: { kubeconfig: "/none", context: "none" },
    get: async (path: string) => ({
      items: LISTS[path.replace(/\?.*/, "").replace(/^.*\//, "")],
    }),
  } as unknown as LiveCluster;
  expect(await collect(cluster, "tracing")).toEqual({
    namespace: "tracing",
    isSimulated: true,
    services: [
      {
        ...{ name: "oap", pods: 2, ready: 1 },
        ports: [
          { port: 11800, isOpen: true },
          { port: 12800, isOpen: true },
          { port: 1234, isOpen: false },
        ],
        workload: "deployment/oap",
      },
      { name: "es", pods: 0, ready: 0, ports: [{ port: 9200, isOpen: true }] },
    ],
    dials: [
      { from: "Deployment oap", service: "es", port: 9200 },
      { from: "StatefulSet gateway", service: "oap", port: 11800 },
    ],
    jobs: [{ name: "oap-init-1", oap: "oap", succeeded: 1, failed: 2, isActive: false }],
    oaps: [
      {
        name: "oap",
        replicas: 2,
        coordinator: "kubernetes",
        schemaJob: "oap-init-1",
        account: "oap",
        pods: [],
      },
    ],
  });
});
