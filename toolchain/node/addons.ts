/** What a real node brings along as objects of its cluster: names, metrics and volumes. */

import { COREDNS, METRICS_SERVER, PAUSE } from "../images/recipes/cluster";
import type { KubernetesClient, KubernetesObject } from "../kubernetes";
import { DNS_ADDRESS } from "./parts";
import { PROVISIONER, STORAGE_CLASS } from "./volumes";

/** The images that every pod, and these objects, need. */
export const NODE_IMAGES: readonly string[] = [PAUSE.name, COREDNS.name, METRICS_SERVER.name];

/** Where the API keeps each kind; with a namespace where `*` is. */
const COLLECTIONS: Readonly<Record<string, string>> = {
  APIService: "/apis/apiregistration.k8s.io/v1/apiservices",
  ClusterRole: "/apis/rbac.authorization.k8s.io/v1/clusterroles",
  ClusterRoleBinding: "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
  ConfigMap: "/api/v1/namespaces/*/configmaps",
  Deployment: "/apis/apps/v1/namespaces/*/deployments",
  RoleBinding: "/apis/rbac.authorization.k8s.io/v1/namespaces/*/rolebindings",
  Service: "/api/v1/namespaces/*/services",
  ServiceAccount: "/api/v1/namespaces/*/serviceaccounts",
  StorageClass: "/apis/storage.k8s.io/v1/storageclasses",
};

/** Deployments that a node is not ready without: names are resolved. */
export const ESSENTIAL = ["coredns"] as const;

/** Creates or repairs them. */
export async function applyAddons(client: Pick<KubernetesClient, "apply">): Promise<void> {
  for (const object of ADDONS) {
    const { name, namespace = "" } = object.metadata;
    const collection = COLLECTIONS[object.kind] ?? "";
    await client.apply(`${collection.replace("*", namespace)}/${name}`, object);
  }
}

const NAMESPACE = "kube-system";
const RBAC = "rbac.authorization.k8s.io";

const inSystem = (name: string, labels?: Readonly<Record<string, string>>) => ({
  metadata: { name, namespace: NAMESPACE, ...(labels === undefined ? {} : { labels }) },
});

const account = (name: string): KubernetesObject => ({
  apiVersion: "v1",
  kind: "ServiceAccount",
  ...inSystem(name),
});

const role = (name: string, rules: readonly unknown[]): KubernetesObject => ({
  apiVersion: `${RBAC}/v1`,
  kind: "ClusterRole",
  metadata: { name },
  rules,
});

const binding = (name: string, roleName: string, subject: unknown): KubernetesObject => ({
  apiVersion: `${RBAC}/v1`,
  kind: "ClusterRoleBinding",
  metadata: { name },
  roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: roleName },
  subjects: [subject],
});

const accountSubject = (name: string) => ({ kind: "ServiceAccount", name, namespace: NAMESPACE });

const LOCKED_DOWN = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  capabilities: { drop: ["ALL"] },
} as const;

const volumes: readonly KubernetesObject[] = [
  {
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: {
      name: STORAGE_CLASS,
      annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
    },
    provisioner: PROVISIONER,
    reclaimPolicy: "Delete",
    volumeBindingMode: "WaitForFirstConsumer",
  },
  role("kube-tracing:volumes", [
    { apiGroups: [""], resources: ["persistentvolumeclaims"], verbs: ["list"] },
    { apiGroups: [""], resources: ["persistentvolumes"], verbs: ["list", "create", "delete"] },
  ]),
  binding("kube-tracing:volumes", "kube-tracing:volumes", {
    apiGroup: RBAC,
    kind: "User",
    name: "kube-tracing:volumes",
  }),
];

/** The names of the cluster, and no others: nobody outside can be asked. */
const COREFILE = `.:53 {
    errors
    health
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa
    cache 5
    reload
}
`;

const DNS_LABELS = { "k8s-app": "kube-dns" } as const;

/** As kubeadm has it: https://github.com/kubernetes/kubernetes/blob/v1.34.2/cmd/kubeadm/app/phases/addons/dns/manifests.go */
const names: readonly KubernetesObject[] = [
  account("coredns"),
  role("system:coredns", [
    {
      apiGroups: [""],
      resources: ["endpoints", "services", "pods", "namespaces"],
      verbs: ["list", "watch"],
    },
    { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["list", "watch"] },
  ]),
  binding("system:coredns", "system:coredns", accountSubject("coredns")),
  { apiVersion: "v1", kind: "ConfigMap", ...inSystem("coredns"), data: { Corefile: COREFILE } },
  {
    apiVersion: "v1",
    kind: "Service",
    ...inSystem("kube-dns", { "kubernetes.io/name": "CoreDNS", ...DNS_LABELS }),
    spec: {
      clusterIP: DNS_ADDRESS,
      selector: DNS_LABELS,
      ports: [
        { name: "dns", port: 53, protocol: "UDP" },
        { name: "dns-tcp", port: 53, protocol: "TCP" },
      ],
    },
  },
  deployment("coredns", DNS_LABELS, {
    priorityClassName: "system-cluster-critical",
    dnsPolicy: "Default",
    // Port 53 without being root.
    securityContext: { sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }] },
    containers: [
      {
        name: "coredns",
        image: COREDNS.name,
        imagePullPolicy: "IfNotPresent",
        args: ["-conf", "/etc/coredns/Corefile"],
        ports: [
          { name: "dns", containerPort: 53, protocol: "UDP" },
          { name: "dns-tcp", containerPort: 53, protocol: "TCP" },
        ],
        resources: { requests: { cpu: "20m", memory: "32Mi" }, limits: { memory: "170Mi" } },
        readinessProbe: { httpGet: { path: "/ready", port: 8181 }, periodSeconds: 1 },
        livenessProbe: { httpGet: { path: "/health", port: 8080 }, initialDelaySeconds: 30 },
        securityContext: LOCKED_DOWN,
        volumeMounts: [{ name: "config", mountPath: "/etc/coredns", readOnly: true }],
      },
    ],
    volumes: [{ name: "config", configMap: { name: "coredns" } }],
  }),
];

const METRICS_LABELS = { "k8s-app": "metrics-server" } as const;

/** As in https://github.com/kubernetes-sigs/metrics-server/tree/v0.9.0/manifests/base, and sooner ready. */
const metrics: readonly KubernetesObject[] = [
  account("metrics-server"),
  role("system:metrics-server", [
    { apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] },
    { apiGroups: [""], resources: ["pods", "nodes"], verbs: ["get", "list", "watch"] },
  ]),
  {
    ...role("system:aggregated-metrics-reader", [
      {
        apiGroups: ["metrics.k8s.io"],
        resources: ["pods", "nodes"],
        verbs: ["get", "list", "watch"],
      },
    ]),
    metadata: {
      name: "system:aggregated-metrics-reader",
      labels: Object.fromEntries(
        ["admin", "edit", "view"].map((to) => [`${RBAC}/aggregate-to-${to}`, "true"]),
      ),
    },
  },
  binding("system:metrics-server", "system:metrics-server", accountSubject("metrics-server")),
  binding("metrics-server:delegator", "system:auth-delegator", accountSubject("metrics-server")),
  {
    apiVersion: `${RBAC}/v1`,
    kind: "RoleBinding",
    ...inSystem("metrics-server-auth-reader"),
    roleRef: { apiGroup: RBAC, kind: "Role", name: "extension-apiserver-authentication-reader" },
    subjects: [accountSubject("metrics-server")],
  },
  {
    apiVersion: "v1",
    kind: "Service",
    ...inSystem("metrics-server", METRICS_LABELS),
    spec: { selector: METRICS_LABELS, ports: [{ name: "https", port: 443, targetPort: "https" }] },
  },
  deployment("metrics-server", METRICS_LABELS, {
    priorityClassName: "system-cluster-critical",
    containers: [
      {
        name: "metrics-server",
        image: METRICS_SERVER.name,
        imagePullPolicy: "IfNotPresent",
        args: [
          "--cert-dir=/tmp",
          "--secure-port=10250",
          "--kubelet-preferred-address-types=InternalIP",
          "--kubelet-use-node-status-port",
          "--kubelet-certificate-authority=/var/run/secrets/kubernetes.io/serviceaccount/ca.crt",
          "--metric-resolution=15s",
        ],
        ports: [{ name: "https", containerPort: 10250 }],
        resources: { requests: { cpu: "20m", memory: "64Mi" }, limits: { memory: "200Mi" } },
        readinessProbe: {
          httpGet: { path: "/readyz", port: "https", scheme: "HTTPS" },
          periodSeconds: 5,
        },
        livenessProbe: {
          httpGet: { path: "/livez", port: "https", scheme: "HTTPS" },
          initialDelaySeconds: 30,
        },
        securityContext: LOCKED_DOWN,
        volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
      },
    ],
    volumes: [{ name: "tmp", emptyDir: {} }],
  }),
  {
    apiVersion: "apiregistration.k8s.io/v1",
    kind: "APIService",
    metadata: { name: "v1beta1.metrics.k8s.io", labels: METRICS_LABELS },
    spec: {
      group: "metrics.k8s.io",
      version: "v1beta1",
      groupPriorityMinimum: 100,
      versionPriority: 100,
      insecureSkipTLSVerify: true,
      service: { name: "metrics-server", namespace: NAMESPACE },
    },
  },
];

function deployment(
  name: string,
  labels: Readonly<Record<string, string>>,
  pod: Readonly<Record<string, unknown>>,
): KubernetesObject {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    ...inSystem(name, labels),
    spec: {
      replicas: 1,
      strategy: { type: "Recreate" },
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { serviceAccountName: name, ...pod } },
    },
  };
}

const ADDONS: readonly KubernetesObject[] = [...volumes, ...names, ...metrics];
