import { podWith } from "../../examples";
import { containersOf, podsOf } from "../../objects";
import { each, rule, when } from "../../rule";
import { RESTRICTED } from "./standard";

export const runAsNonRoot = rule({
  name: "run-as-non-root",
  family: "pod-security",
  scope: "resource",
  severity: "high",
  title: "The kubelet refuses to start any container as root",
  why: "Root in a container is root on the node as soon as anything leads out of it; many images start as root unless told otherwise.",
  remedy: "set runAsNonRoot to true in the pod's securityContext, and nowhere to false",
  source: RESTRICTED,
  frameworks: ["PSS restricted", "NSA-CISA C-0013", "CIS 5.2.7"],
  sameAs: [
    "kube-linter/run-as-non-root",
    "polaris/runAsRootAllowed",
    "trivy/KSV-0012",
    "checkov/CKV_K8S_23",
    "monokle/PSS203",
  ],
  bad: [podWith({ containers: [{ name: "oap" }] })],
  good: [podWith({ securityContext: { runAsNonRoot: true }, containers: [{ name: "oap" }] })],
  check: (object) =>
    each(podsOf(object), (pod) => {
      const byPod = pod.spec.securityContext?.runAsNonRoot;
      const byDefault = byPod ?? (pod.isOperated ? true : undefined);
      return [
        ...when(byPod === false, "the pod has runAsNonRoot false"),
        ...each(containersOf(pod), ({ title, spec }) => {
          const own = spec.securityContext?.runAsNonRoot;
          return when(
            own === false || (own ?? byDefault) === undefined,
            `${title} may run as root`,
          );
        }),
      ];
    }),
});
