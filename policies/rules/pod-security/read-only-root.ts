import { containerWith } from "../../examples";
import { containersIn } from "../../objects";
import { each, rule, when } from "../../rule";

export const readOnlyRoot = rule({
  name: "read-only-root-file-system",
  family: "pod-security",
  scope: "resource",
  severity: "medium",
  title: "No container writes to its image",
  why: "Whoever breaks in stores tools there and changes the program; and what is written fills the node's disk unseen.",
  remedy:
    "set securityContext.readOnlyRootFilesystem to true, and mount an emptyDir where it has to write",
  source: "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
  frameworks: ["NSA-CISA C-0017"],
  sameAs: [
    "kube-score/container-security-context-readonlyrootfilesystem",
    "kube-linter/no-read-only-root-fs",
    "polaris/notReadOnlyRootFilesystem",
    "trivy/KSV-0014",
    "checkov/CKV_K8S_22",
    "monokle/KBP102",
  ],
  bad: [containerWith({})],
  good: [containerWith({ securityContext: { readOnlyRootFilesystem: true } })],
  check: (object) =>
    each(containersIn(object), ({ title, spec, pod }) => {
      const isReadOnly = spec.securityContext?.readOnlyRootFilesystem ?? pod.isOperated;
      return when(isReadOnly !== true, `${title} may write to its image`);
    }),
});
