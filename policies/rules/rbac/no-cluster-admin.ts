import { rule, when } from "../../rule";
import { bindingWith } from "./examples";

const ROLES = ["cluster-admin", "admin", "edit"];

export const noClusterAdmin = rule({
  name: "no-cluster-admin",
  family: "rbac",
  scope: "resource",
  severity: "critical",
  title: "No binding grants cluster-admin, admin or edit",
  why: "They read every Secret of their scope, and cluster-admin may do anything at all.",
  remedy: "write a Role with the rights that are used",
  source: "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles",
  frameworks: ["NSA-CISA C-0185", "NSA-CISA C-0035", "CIS 5.1.1"],
  sameAs: [
    "kube-linter/cluster-admin-role-binding",
    "polaris/clusterrolebindingClusterAdmin",
    "polaris/rolebindingClusterAdminClusterRole",
    "polaris/rolebindingClusterAdminRole",
    "trivy/KSV-0111",
    "kyverno/restrict-binding-clusteradmin",
  ],
  bad: [bindingWith({ kind: "ClusterRole", name: "cluster-admin" })],
  good: [bindingWith({ kind: "Role", name: "oap" })],
  check: ({ kind, manifest }) => {
    const { kind: role, name } = manifest.roleRef ?? {};
    const isBinding = kind === "RoleBinding" || kind === "ClusterRoleBinding";
    return when(
      isBinding && role === "ClusterRole" && ROLES.includes(name),
      `roleRef is ClusterRole ${name}`,
    );
  },
});
