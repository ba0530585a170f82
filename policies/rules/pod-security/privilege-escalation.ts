import { containerWith } from "../../examples";
import { containersIn, containersOf, podsIn } from "../../objects";
import { each, rule, when } from "../../rule";
import { RESTRICTED } from "./standard";

export const privilegeEscalation = rule({
  name: "no-privilege-escalation",
  family: "pod-security",
  scope: "resource",
  severity: "high",
  title: "No container may gain rights",
  why: "A program with the setuid bit makes its caller root.",
  remedy:
    "set securityContext.allowPrivilegeEscalation to false in every container; there is no setting for the pod",
  source: RESTRICTED,
  frameworks: ["PSS restricted", "NSA-CISA C-0016", "CIS 5.2.6"],
  sameAs: [
    "kube-linter/privilege-escalation-container",
    "polaris/privilegeEscalationAllowed",
    "trivy/KSV-0001",
    "checkov/CKV_K8S_20",
    "checkov/CKV_K8S_29",
    "checkov/CKV_K8S_30",
    "monokle/PSS202",
  ],
  bad: [containerWith({})],
  good: [containerWith({ securityContext: { allowPrivilegeEscalation: false } })],
  check: (object) =>
    each(containersIn(object), ({ title, spec, pod }) => {
      const allowed = spec.securityContext?.allowPrivilegeEscalation ?? !pod.isOperated;
      const isWindows = pod.spec.os?.name === "windows";
      return when(allowed !== false && !isWindows, `${title} may gain rights`);
    }),
  remediate: (manifest) => {
    for (const container of podsIn(manifest).flatMap(containersOf))
      container.spec.securityContext = {
        ...container.spec.securityContext,
        allowPrivilegeEscalation: false,
      };
  },
});
