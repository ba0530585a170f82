import { podWith } from "../../examples";
import { containersOf, podsOf } from "../../objects";
import { each, rule, when } from "../../rule";
import { BASELINE } from "./standard";

export const windowsHostProcess = rule({
  name: "no-windows-host-process",
  family: "pod-security",
  scope: "resource",
  severity: "critical",
  title: "No container runs as a process of a Windows node",
  why: "It has every right on the node.",
  remedy: "remove windowsOptions.hostProcess",
  source: BASELINE,
  frameworks: ["PSS baseline", "CIS 5.2.11"],
  sameAs: ["polaris/hostProcess", "trivy/KSV-0103", "monokle/PSS101"],
  bad: [podWith({ securityContext: { windowsOptions: { hostProcess: true } } })],
  good: [podWith({ securityContext: { windowsOptions: {} } })],
  check: (object) =>
    each(podsOf(object), (pod) =>
      each([{ title: "the pod", spec: pod.spec }, ...containersOf(pod)], ({ title, spec }) =>
        when(
          spec.securityContext?.windowsOptions?.hostProcess === true,
          `${title} runs as a process of the node`,
        ),
      ),
    ),
});
