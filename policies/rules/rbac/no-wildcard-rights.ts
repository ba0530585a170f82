import { list } from "../../objects";
import { each, rule, when } from "../../rule";
import { roleWith } from "./examples";

export const noWildcardRights = rule({
  name: "no-wildcard-rights",
  family: "rbac",
  scope: "resource",
  severity: "critical",
  title: "No role grants everything with *",
  why: "It grants what is not invented yet, Secrets and escalation included.",
  remedy: "list the verbs, resources and API groups that are called",
  source: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege",
  frameworks: ["NSA-CISA C-0187", "CIS 5.1.3"],
  sameAs: [
    "kube-linter/wildcard-in-rules",
    "trivy/KSV-0044",
    "trivy/KSV-0045",
    "trivy/KSV-0046",
    "trivy/KSV-0112",
    "checkov/CKV_K8S_49",
    "kyverno/restrict-wildcard-verbs",
    "kyverno/restrict-wildcard-resources",
  ],
  bad: [roleWith(["*"], ["get"])],
  good: [roleWith(["pods"], ["get"])],
  check: ({ kind, manifest }) =>
    kind !== "Role" && kind !== "ClusterRole"
      ? []
      : each([...list(manifest.rules).entries()], ([index, one]) =>
          (["verbs", "resources", "apiGroups", "nonResourceURLs"] as const).flatMap((field) =>
            when(
              list(one[field]).some((word) => word === "*"),
              `rules[${index}].${field} is *`,
            ),
          ),
        ),
});
