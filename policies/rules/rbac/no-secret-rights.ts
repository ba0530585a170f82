import { granted, READ } from "../../read/rights";
import { rule } from "../../rule";
import { roleWith } from "./examples";

export const noSecretRights = rule({
  name: "no-secret-rights",
  family: "rbac",
  scope: "resource",
  severity: "critical",
  title: "No role may read Secrets",
  why: "Passwords, keys and tokens of everything in that scope; list alone shows their contents.",
  remedy: "mount the one Secret that is needed into the pod",
  source: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#listing-secrets",
  frameworks: ["NSA-CISA C-0015", "CIS 5.1.2"],
  sameAs: [
    "kube-linter/access-to-secrets",
    "trivy/KSV-0041",
    "trivy/KSV-0113",
    "checkov/CKV2_K8S_5",
    "kyverno/restrict-secret-role-verbs",
  ],
  bad: [roleWith(["secrets"], ["list"])],
  good: [roleWith(["pods"], ["list"])],
  check: (object) =>
    granted(object, { resources: ["secrets"], verbs: [...READ, "*"] }).map(
      (right) => `it grants ${right}`,
    ),
});
