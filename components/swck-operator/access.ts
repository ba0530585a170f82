import * as pulumi from "@pulumi/pulumi";
import type { Metadata } from "../kit/metadata";
import { definitionName } from "../kit/definition";
import { GROUP, KINDS } from "./definitions";

/** What the operator is there for. */
export type Manages =
  /** It injects agents. Objects of its other kinds are seen, and stay as they are. */
  | "agents"
  /** It also runs OAP, UI, Satellite, Storage … from objects of its kinds, for which it may do almost anything. */
  | "everything";

interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

const READ = ["get", "list", "watch"];
const WRITE = ["create", "update", "patch", "delete"];
const PLURALS = KINDS.map((kind) => definitionName(kind).split(".")[0] ?? "");

/** What its manager watches whatever it is there for, or it does not start; and what it notes down. */
const WATCHED: readonly Rule[] = [
  { apiGroups: [GROUP], resources: PLURALS, verbs: READ },
  { apiGroups: [""], resources: ["pods", "configmaps", "services"], verbs: READ },
  { apiGroups: ["apps"], resources: ["deployments"], verbs: READ },
  { apiGroups: ["networking.k8s.io"], resources: ["ingresses"], verbs: READ },
  { apiGroups: ["", "events.k8s.io"], resources: ["events"], verbs: ["create", "patch"] },
];

/** An object for each kind of pod that has an agent, which tells what was injected. */
const AGENTS: readonly Rule[] = [
  { apiGroups: [GROUP], resources: ["javaagents"], verbs: WRITE },
  { apiGroups: [GROUP], resources: ["javaagents/status"], verbs: ["update", "patch"] },
];

/** The rights of the manifests of SWCK, as verbs: what it runs gets ClusterRoles, which it has to hand on. */
const EVERYTHING: readonly Rule[] = [
  { apiGroups: [GROUP], resources: PLURALS, verbs: WRITE },
  {
    apiGroups: [GROUP],
    resources: PLURALS.flatMap((plural) => [`${plural}/status`, `${plural}/finalizers`]),
    verbs: ["get", "update", "patch"],
  },
  {
    apiGroups: [""],
    resources: ["configmaps", "persistentvolumeclaims", "secrets", "serviceaccounts", "services"],
    verbs: [...READ, ...WRITE],
  },
  { apiGroups: [""], resources: ["pods"], verbs: ["create", "update", "patch"] },
  { apiGroups: ["apps"], resources: ["deployments", "statefulsets"], verbs: [...READ, ...WRITE] },
  { apiGroups: ["networking.k8s.io"], resources: ["ingresses"], verbs: WRITE },
  {
    apiGroups: ["rbac.authorization.k8s.io"],
    resources: ["clusterroles", "clusterrolebindings"],
    verbs: [...READ, ...WRITE, "bind", "escalate"],
  },
  {
    apiGroups: ["certificates.k8s.io"],
    resources: ["certificatesigningrequests"],
    verbs: [...READ, "create", "delete"],
  },
  {
    apiGroups: ["certificates.k8s.io"],
    resources: ["certificatesigningrequests/approval"],
    verbs: ["update"],
  },
];

/** Its leader holds a lease of this name in its namespace. */
export const LEASE = "v1alpha1.swck.skywalking.apache.org";

/**
 * What the operator may do: in the cluster by what it is there for, in its namespace to hold its lease.
 * @see https://github.com/apache/skywalking-swck/blob/v0.10.0/operator/config/rbac/role.yaml
 */
export function operatorAccess(
  { name, namespace, labels }: Metadata,
  account: pulumi.Input<string>,
  manages: Manages,
) {
  const subjects = [{ kind: "ServiceAccount", name: account, namespace }];
  const shared = pulumi.interpolate`${namespace}-${name}`;
  const [near, far] = [
    { name, namespace, labels },
    { name: shared, labels },
  ];
  const leases = { apiGroups: ["coordination.k8s.io"], resources: ["leases"] };
  const granted = (kind: string, called: pulumi.Input<string>) => ({
    subjects,
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind, name: called },
  });
  return {
    role: {
      metadata: near,
      rules: [
        { ...leases, resourceNames: [LEASE], verbs: ["get", "update", "patch"] },
        { ...leases, verbs: ["create"] },
      ],
    },
    binding: { metadata: near, ...granted("Role", name) },
    clusterRole: {
      metadata: far,
      rules: [...WATCHED, ...(manages === "agents" ? AGENTS : EVERYTHING)],
    },
    clusterBinding: { metadata: far, ...granted("ClusterRole", shared) },
  };
}
