import { podWith } from "../../examples";
import { containersOf, podsOf } from "../../objects";
import { each, rule, when } from "../../rule";
import { BASELINE } from "./standard";

export const unconfinedSeccomp = rule({
  name: "no-unconfined-seccomp",
  family: "pod-security",
  scope: "resource",
  severity: "critical",
  title: "Seccomp is not switched off",
  why: "Unconfined, a container may call every function of the kernel, the vulnerable ones included.",
  remedy: "set seccompProfile.type to RuntimeDefault",
  source: BASELINE,
  frameworks: ["PSS baseline", "NSA-CISA C-0055"],
  sameAs: ["trivy/KSV-0104", "kyverno/restrict-seccomp", "monokle/PSS110"],
  bad: [podWith({ securityContext: { seccompProfile: { type: "Unconfined" } } })],
  good: [podWith({ securityContext: { seccompProfile: { type: "RuntimeDefault" } } })],
  check: (object) =>
    each(podsOf(object), (pod) =>
      each([{ title: "the pod", spec: pod.spec }, ...containersOf(pod)], ({ title, spec }) =>
        when(
          spec.securityContext?.seccompProfile?.type === "Unconfined",
          `${title} has the seccomp profile Unconfined`,
        ),
      ),
    ),
});
