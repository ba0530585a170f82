import { containerWith } from "../../examples";
import { containersIn } from "../../objects";
import { each, rule, when } from "../../rule";

export const privileged = rule({
  name: "no-privileged-container",
  family: "pod-security",
  scope: "resource",
  severity: "critical",
  title: "No container is privileged",
  why: "A privileged container is root on its node: it reads every other pod's memory and secrets.",
  remedy: "remove securityContext.privileged, and set what it was for on the node",
  source: "https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline",
  frameworks: ["PSS baseline", "NSA-CISA C-0057", "CIS 5.2.2"],
  sameAs: [
    "kube-score/container-security-context-privileged",
    "kube-linter/privileged-container",
    "polaris/runAsPrivileged",
    "trivy/KSV-0017",
    "checkov/CKV_K8S_16",
    "monokle/PSS103",
    "monokle/KBP115",
  ],
  bad: [containerWith({ securityContext: { privileged: true } })],
  good: [containerWith({ securityContext: { privileged: false } })],
  check: (object) =>
    each(containersIn(object), ({ title, spec }) =>
      when(spec.securityContext?.privileged === true, `${title} is privileged`),
    ),
});
