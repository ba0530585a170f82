import { podWith } from "../../examples";
import { containersOf, podsOf } from "../../objects";
import { each, rule, when } from "../../rule";
import { RESTRICTED } from "./standard";

export const rootUser = rule({
  name: "no-root-user",
  family: "pod-security",
  scope: "resource",
  severity: "high",
  title: "No container is told to run as user 0",
  why: "With runAsNonRoot it never starts; without, it runs as root.",
  remedy: "set runAsUser to the user of the image, or to 10001",
  source: RESTRICTED,
  frameworks: ["PSS restricted", "NSA-CISA C-0013", "CIS 5.2.7"],
  sameAs: ["kube-linter/run-as-non-root", "trivy/KSV-0105", "monokle/PSS204"],
  bad: [podWith({ securityContext: { runAsUser: 0 } })],
  good: [podWith({ securityContext: { runAsUser: 10001 } })],
  check: (object) =>
    each(podsOf(object), (pod) =>
      each([{ title: "the pod", spec: pod.spec }, ...containersOf(pod)], ({ title, spec }) =>
        when(spec.securityContext?.runAsUser === 0, `${title} runs as user 0`),
      ),
    ),
});
