/** What the local cluster holds before anybody deploys: fake nodes, a default StorageClass, kwok's rights. */

import { arch } from "node:os";
import {
  type KubernetesClient,
  type KubernetesObject,
  field,
  hasCondition,
  items,
} from "../kubernetes";

/** Provisioner of the default StorageClass, played by kwok (kwok-stages/volume-provision.yaml). */
export const PROVISIONER = "kwok.x-k8s.io/volume";

const ZONES = ["zone-a", "zone-b"] as const;

/** What one node can hold; the platform's pods reserve, but nothing really runs. */
const CAPACITY = { cpu: "16", memory: "64Gi", "ephemeral-storage": "500Gi", pods: "250" } as const;

const LEASES = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";

/** kwok renews a node's lease every 10 s; the node counts as dead after this long without. */
const LEASE_MS = 40_000;

/** Each node needs a /24 of the pod addresses (control-plane.ts), which are a /16. */
export const MAX_NODES = 256;

/** Names of the nodes: `kwok-1`, `kwok-2`, … */
export const nodeNames = (count: number) =>
  Array.from({ length: count }, (_, index) => `kwok-${index + 1}`);

/** Creates or repairs everything that the cluster starts with. */
export async function applyBasics(
  client: Pick<KubernetesClient, "apply">,
  nodeCount: number,
): Promise<void> {
  const nodes = nodeNames(nodeCount).map(async (name, index) => {
    await client.apply(`/api/v1/nodes/${name}`, node(name, index));
    await client.apply(`/api/v1/nodes/${name}/status`, nodeStatus(name));
  });
  const rbac = "/apis/rbac.authorization.k8s.io/v1";
  await Promise.all([
    ...nodes,
    client.apply("/apis/storage.k8s.io/v1/storageclasses/standard", STORAGE_CLASS),
    client.apply(`${rbac}/clusterroles/kwok`, KWOK_ROLE),
    client.apply(`${rbac}/clusterrolebindings/kwok`, KWOK_BINDING),
  ]);
}

/**
 * Takes the nodes from a kwok that ended. A new one would leave them alone until the old leases are over, so that
 * no pod would start; and from now on a lease proves that the new one works.
 */
export async function releaseNodes(client: Pick<KubernetesClient, "delete">): Promise<void> {
  await client.delete(LEASES);
}

/** Why the nodes cannot take pods yet, or undefined: each is Ready and its lease is being renewed. */
export async function nodesProblem(
  client: Pick<KubernetesClient, "get">,
  now = Date.now(),
): Promise<string | undefined> {
  const [nodes, leases] = await Promise.all([client.get("/api/v1/nodes"), client.get(LEASES)]);
  const renewals = new Map(
    items(leases).map((lease) => [
      field(lease, "metadata", "name"),
      Date.parse(String(field(lease, "spec", "renewTime"))),
    ]),
  );
  const all = items(nodes);
  const waiting = all.filter((one) => {
    const renewed = renewals.get(field(one, "metadata", "name"));
    return !hasCondition(one, "Ready") || renewed === undefined || now - renewed > LEASE_MS;
  });
  if (all.length === 0) return "there are no nodes";
  return waiting.length === 0
    ? undefined
    : `${waiting.length} of ${all.length} nodes are not Ready`;
}

function node(name: string, index: number): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      labels: {
        apm: "skywalking",
        "kubernetes.io/arch": machine(),
        "kubernetes.io/hostname": name,
        "kubernetes.io/os": "linux",
        "topology.kubernetes.io/region": "local",
        "topology.kubernetes.io/zone": ZONES[index % ZONES.length],
      },
    },
  };
}

function nodeStatus(name: string): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name },
    status: { capacity: CAPACITY, allocatable: CAPACITY, nodeInfo: { architecture: machine() } },
  };
}

/** The machine's architecture in Kubernetes' words. */
const machine = () => (arch() === "x64" ? "amd64" : arch());

const STORAGE_CLASS: KubernetesObject = {
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  metadata: {
    name: "standard",
    annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
  },
  provisioner: PROVISIONER,
  reclaimPolicy: "Delete",
  volumeBindingMode: "WaitForFirstConsumer",
};

/** Nodes, pods and leases as in kwok's own kustomize/rbac/role.yaml (v0.8.0), plus volumes. */
const KWOK_ROLE: KubernetesObject = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRole",
  metadata: { name: "kwok" },
  rules: [
    rule("", ["nodes", "persistentvolumeclaims"], ["get", "list", "watch"]),
    rule("", ["nodes/status", "pods/status"], ["patch", "update"]),
    rule("", ["pods"], ["get", "list", "watch", "patch", "update", "delete"]),
    rule("", ["persistentvolumes"], ["get", "list", "watch", "create", "patch", "delete"]),
    rule("", ["events"], ["create", "patch", "update"]),
    rule("coordination.k8s.io", ["leases"], ["get", "list", "watch", "create", "patch", "update"]),
  ],
};

const KWOK_BINDING: KubernetesObject = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRoleBinding",
  metadata: { name: "kwok" },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "kwok" },
  subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "system:kwok" }],
};

function rule(apiGroup: string, resources: readonly string[], verbs: readonly string[]) {
  return { apiGroups: [apiGroup], resources, verbs };
}
