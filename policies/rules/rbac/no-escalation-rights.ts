import { granted, WRITE } from "../../read/rights";
import { rule } from "../../rule";
import { roleWith } from "./examples";

export const noEscalationRights = rule({
  name: "no-escalation-rights",
  family: "rbac",
  scope: "resource",
  severity: "critical",
  title: "No role may give itself more rights, or act as somebody else",
  why: "Each of bind, escalate, impersonate and tokens of accounts leads to cluster-admin.",
  remedy: "leave these verbs, roles, bindings and serviceaccounts/token out",
  source:
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#kubernetes-rbac-privilege-escalation-risks",
  frameworks: ["NSA-CISA C-0191", "NSA-CISA C-0065", "CIS 5.1.8"],
  sameAs: [
    "trivy/KSV-0043",
    "trivy/KSV-0050",
    "trivy/KSV-0051",
    "trivy/KSV-0052",
    "trivy/KSV-0055",
    "checkov/CKV_K8S_157",
    "checkov/CKV_K8S_158",
    "checkov/CKV2_K8S_1",
    "checkov/CKV2_K8S_3",
    "kyverno/restrict-escalation-verbs-roles",
  ],
  bad: [roleWith(["users"], ["impersonate"])],
  good: [roleWith(["pods"], ["list"])],
  check: (object) => {
    const roles = ["roles", "clusterroles", "rolebindings", "clusterrolebindings"];
    const people = ["users", "groups", "serviceaccounts", "userextras", "uids"];
    return [
      ...granted(object, { resources: roles, verbs: ["bind", "escalate", "*", ...WRITE] }),
      ...granted(object, { resources: people, verbs: ["impersonate", "*"] }),
      ...granted(object, { resources: ["serviceaccounts/token"], verbs: ["create", "*"] }),
    ].map((right) => `it grants ${right}`);
  },
});
