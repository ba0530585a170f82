import { podWith } from "../../examples";
import { containersOf, podsIn, podsOf } from "../../objects";
import { each, rule, when } from "../../rule";
import { RESTRICTED } from "./standard";

const CONFINED = ["RuntimeDefault", "Localhost"];

export const seccompProfile = rule({
  name: "seccomp-profile",
  family: "pod-security",
  scope: "resource",
  severity: "high",
  title: "Every container has a seccomp profile",
  why: "Without one a container may call every function of the kernel.",
  remedy: "set seccompProfile.type to RuntimeDefault in the pod's securityContext",
  source: RESTRICTED,
  frameworks: ["PSS restricted", "NSA-CISA C-0055", "CIS 5.7.2"],
  sameAs: [
    "kube-score/container-seccomp-profile",
    "polaris/linuxHardening",
    "trivy/KSV-0030",
    "checkov/CKV_K8S_31",
    "monokle/PSS205",
  ],
  bad: [podWith({ containers: [{ name: "oap" }] })],
  good: [
    podWith({
      securityContext: { seccompProfile: { type: "RuntimeDefault" } },
      containers: [{ name: "oap" }],
    }),
  ],
  check: (object) =>
    each(podsOf(object), (pod) => {
      const byPod = pod.spec.securityContext?.seccompProfile?.type;
      const byDefault = byPod ?? (pod.isOperated ? "RuntimeDefault" : undefined);
      return each(containersOf(pod), ({ title, spec }) => {
        const own = spec.securityContext?.seccompProfile?.type ?? byDefault;
        return when(!CONFINED.includes(own), `${title} has ${own ?? "no"} seccomp profile`);
      });
    }),
  remediate: (manifest) => {
    for (const { spec } of podsIn(manifest))
      spec.securityContext = {
        ...spec.securityContext,
        seccompProfile: spec.securityContext?.seccompProfile ?? { type: "RuntimeDefault" },
      };
  },
});
