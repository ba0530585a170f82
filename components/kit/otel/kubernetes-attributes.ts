import { fromEnv, type Settings } from "./settings";

/** Variable with the name of the node: `{ K8S_NODE_NAME: … "spec.nodeName" }`. */
export const NODE_NAME = "K8S_NODE_NAME";

/** What data is told about the pod that it comes from. */
export interface KubernetesAttributes {
  /**
   * Pods that are looked at: those of the node, for one Collector on each; those of one namespace, which
   * takes a Role there alone; or all.
   */
  pods: { kind: "node" } | { kind: "namespace"; name: string } | { kind: "cluster" };
  /** Also the name of the Deployment, for which ReplicaSets are read. @default no */
  deployments?: "on";
}

/** A rule of a Role. */
export interface Right {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

const POD = ["k8s.namespace.name", "k8s.pod.name", "k8s.pod.uid", "k8s.node.name"];

/**
 * Settings of `k8s_attributes`.
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.159.0/processor/k8sattributesprocessor/README.md
 */
export function kubernetesAttributes({ pods, deployments }: KubernetesAttributes): Settings {
  return {
    auth_type: "serviceAccount",
    ...filterOf(pods),
    extract: { metadata: [...POD, ...(deployments === undefined ? [] : ["k8s.deployment.name"])] },
    pod_association: [
      { sources: [{ from: "resource_attribute", name: "k8s.pod.ip" }] },
      { sources: [{ from: "connection" }] },
    ],
  };
}

/** What it may do at the API server, and no more. */
export function kubernetesAttributesRights({ deployments }: KubernetesAttributes): Right[] {
  const verbs = ["get", "list", "watch"];
  return [
    { apiGroups: [""], resources: ["pods"], verbs },
    ...(deployments === undefined
      ? []
      : [{ apiGroups: ["apps"], resources: ["replicasets"], verbs }]),
  ];
}

function filterOf(pods: KubernetesAttributes["pods"]): Settings {
  switch (pods.kind) {
    case "node":
      return { filter: { node: fromEnv(NODE_NAME) } };
    case "namespace":
      return { filter: { namespace: pods.name } };
    case "cluster":
      return {};
  }
}
