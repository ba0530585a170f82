import * as pulumi from "@pulumi/pulumi";
import type { Metadata } from "../kit/metadata";

/** What an account of cert-manager may do. */
export interface Rules {
  /** In the whole cluster. */
  cluster: readonly Rule[];
  /** In the namespace of cert-manager. */
  own: readonly Rule[];
}

interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
  resourceNames?: string[];
}

const READ = ["get", "list", "watch"];
const CHANGE = ["update", "patch"];
const EVENTS: Rule = { apiGroups: [""], resources: ["events"], verbs: ["create", "patch"] };

const certManager = (resources: string[], verbs: string[]): Rule => ({
  apiGroups: ["cert-manager.io"],
  resources,
  verbs,
});
const acme = (resources: string[], verbs: string[]): Rule => ({
  apiGroups: ["acme.cert-manager.io"],
  resources,
  verbs,
});

/** The one that leads holds a lease of a fixed name; creating cannot be limited to a name. */
function leads(...leases: string[]): Rule[] {
  const apiGroups = ["coordination.k8s.io"];
  return [
    { apiGroups, resources: ["leases"], resourceNames: leases, verbs: ["get", ...CHANGE] },
    { apiGroups, resources: ["leases"], verbs: ["create"] },
  ];
}

/**
 * The controller: what it keeps and reads of its own kinds, and Secrets everywhere, because a
 * Certificate names one in its own namespace. Only with ACME it also makes pods that prove names.
 * @see https://github.com/cert-manager/cert-manager/blob/v1.21.2/deploy/charts/cert-manager/templates/rbac.yaml
 */
export function controllerRules(ways: readonly ("ingress" | "gateway" | "dns")[]): Rules {
  const kept = ["certificates", "certificaterequests", "issuers", "clusterissuers"];
  const proves = ways.includes("ingress") || ways.includes("gateway");
  const solving = ["get", "list", "watch", "create", "delete"];
  const cluster: Rule[] = [
    certManager(kept, READ),
    certManager([...kept, ...kept.map((kind) => `${kind}/status`)], CHANGE),
    certManager(
      kept.map((kind) => `${kind}/finalizers`),
      ["update"],
    ),
    certManager(["certificaterequests"], ["create", "delete"]),
    {
      apiGroups: ["cert-manager.io"],
      resources: ["signers"],
      resourceNames: ["issuers.cert-manager.io/*", "clusterissuers.cert-manager.io/*"],
      verbs: ["approve"],
    },
    { apiGroups: [""], resources: ["secrets"], verbs: [...READ, "create", ...CHANGE, "delete"] },
    EVENTS,
    ...(ways.length === 0
      ? []
      : [
          acme(["orders", "challenges"], [...READ, "create", "delete"]),
          acme(["orders", "orders/status", "challenges", "challenges/status"], CHANGE),
          acme(["orders/finalizers", "challenges/finalizers"], ["update"]),
        ]),
    ...(proves ? [{ apiGroups: [""], resources: ["pods", "services"], verbs: solving }] : []),
    ...(ways.includes("ingress")
      ? [
          {
            apiGroups: ["networking.k8s.io"],
            resources: ["ingresses"],
            verbs: [...solving, "update"],
          },
        ]
      : []),
    ...(ways.includes("gateway")
      ? [
          {
            apiGroups: ["gateway.networking.k8s.io"],
            resources: ["httproutes"],
            verbs: [...solving, "update"],
          },
        ]
      : []),
  ];
  return { cluster, own: leads("cert-manager-controller") };
}

/** The webhook asks whether a caller may; the CA of its own certificate lies in one Secret. */
export function webhookRules(secret: string): Rules {
  const secrets = { apiGroups: [""], resources: ["secrets"] };
  return {
    cluster: [
      {
        apiGroups: ["authorization.k8s.io"],
        resources: ["subjectaccessreviews"],
        verbs: ["create"],
      },
    ],
    own: [
      { ...secrets, resourceNames: [secret], verbs: [...READ, "update"] },
      { ...secrets, verbs: ["create"] },
    ],
  };
}

/** The injector writes CAs from Certificates and Secrets into what the API server calls. */
export function injectorRules(): Rules {
  const leases = [
    "cert-manager-cainjector-leader-election",
    "cert-manager-cainjector-leader-election-core",
  ];
  return {
    cluster: [
      certManager(["certificates"], READ),
      { apiGroups: [""], resources: ["secrets"], verbs: READ },
      { ...EVENTS, verbs: ["get", "create", ...CHANGE] },
      {
        apiGroups: ["admissionregistration.k8s.io"],
        resources: ["validatingwebhookconfigurations", "mutatingwebhookconfigurations"],
        verbs: [...READ, ...CHANGE],
      },
      {
        apiGroups: ["apiregistration.k8s.io"],
        resources: ["apiservices"],
        verbs: [...READ, ...CHANGE],
      },
      {
        apiGroups: ["apiextensions.k8s.io"],
        resources: ["customresourcedefinitions"],
        verbs: [...READ, ...CHANGE],
      },
    ],
    own: leads(...leases),
  };
}

/** The check pretends to create what the webhook must judge. */
export function checkRules(): Rules {
  return {
    cluster: [],
    own: [certManager(["certificates", "certificaterequests"], ["create"])],
  };
}

/** Roles and bindings of an account; those of the cluster share their names with all namespaces. */
export function grantsOf(
  { name, namespace, labels }: Metadata,
  account: pulumi.Input<string>,
  { cluster, own }: Rules,
) {
  const subjects = [{ kind: "ServiceAccount", name: account, namespace }];
  const shared = pulumi.interpolate`${namespace}-${name}`;
  const granted = (kind: "Role" | "ClusterRole", called: pulumi.Input<string>) => ({
    subjects,
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind, name: called },
  });
  const near = { name, namespace, labels };
  const far = { name: shared, labels };
  return {
    own: {
      role: { metadata: near, rules: [...own] },
      binding: { metadata: near, ...granted("Role", name) },
    },
    ...(cluster.length === 0
      ? {}
      : {
          cluster: {
            role: { metadata: far, rules: [...cluster] },
            binding: { metadata: far, ...granted("ClusterRole", shared) },
          },
        }),
  };
}
