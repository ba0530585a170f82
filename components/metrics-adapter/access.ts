import * as pulumi from "@pulumi/pulumi";

const API_GROUP = "rbac.authorization.k8s.io";

/** Whose rights they are. */
interface Holder {
  name: string;
  namespace: pulumi.Input<string>;
  labels: Readonly<Record<string, string>>;
}

/**
 * What a server behind the Kubernetes API needs to know who asks and whether they may, and nothing
 * more. That the autoscaler may ask is a rule of Kubernetes itself, and the adapter reads neither
 * pods nor nodes, as the manifests of SWCK would let it.
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/setup-extension-api-server/
 */
export function adapterAccess({ name, namespace, labels }: Holder, account: pulumi.Input<string>) {
  // Names are shared with all namespaces.
  const shared = pulumi.interpolate`${namespace}-${name}`;
  const subjects = [{ kind: "ServiceAccount", name: account, namespace }];
  return {
    /** Reads how the API server proves whom it asks for. */
    reader: {
      metadata: { name: shared, namespace: "kube-system", labels },
      roleRef: {
        apiGroup: API_GROUP,
        kind: "Role",
        name: "extension-apiserver-authentication-reader",
      },
      subjects,
    },
    /** Asks the API server who someone is and what they may. */
    delegator: {
      metadata: { name: shared, labels },
      roleRef: { apiGroup: API_GROUP, kind: "ClusterRole", name: "system:auth-delegator" },
      subjects,
    },
  };
}
