import { list } from "../../objects";
import { each, rule, when } from "../../rule";
import { bindingWith } from "./examples";

const ROLE = { kind: "Role", name: "oap" };

export const noBindingOfDefaultAccount = rule({
  name: "no-binding-of-default-account",
  family: "rbac",
  scope: "resource",
  severity: "high",
  title: "No binding names a ServiceAccount default",
  why: "Every pod without an account of its own gets these rights.",
  remedy: "bind the account of the one workload that needs them",
  source: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  frameworks: ["NSA-CISA C-0225", "CIS 5.1.5"],
  sameAs: ["checkov/CKV_K8S_42"],
  bad: [bindingWith(ROLE, [{ kind: "ServiceAccount", name: "default", namespace: "tracing" }])],
  good: [bindingWith(ROLE)],
  check: ({ kind, manifest }) =>
    each(
      kind === "RoleBinding" || kind === "ClusterRoleBinding" ? list(manifest.subjects) : [],
      (subject) =>
        when(
          subject.kind === "ServiceAccount" && subject.name === "default",
          `its subject is the ServiceAccount default of namespace ${subject.namespace}`,
        ),
    ),
});
