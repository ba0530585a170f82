import { containerWith } from "../../examples";
import { containersIn, list } from "../../objects";
import { each, rule, when } from "../../rule";
import { RESTRICTED } from "./standard";

export const dropCapabilities = rule({
  name: "drop-all-capabilities",
  family: "pod-security",
  scope: "resource",
  severity: "high",
  title: "Every container drops all capabilities, and adds back NET_BIND_SERVICE at most",
  why: "By default a container can open raw sockets, change owners of files and become other users.",
  remedy: 'set securityContext.capabilities to { drop: ["ALL"] }, in capital letters',
  source: RESTRICTED,
  frameworks: ["PSS restricted", "NSA-CISA C-0046", "CIS 5.2.10"],
  sameAs: [
    "kube-linter/drop-net-raw-capability",
    "polaris/insecureCapabilities",
    "trivy/KSV-0003",
    "trivy/KSV-0004",
    "trivy/KSV-0106",
    "trivy/KSV-0119",
    "checkov/CKV_K8S_28",
    "checkov/CKV_K8S_37",
    "monokle/PSS206",
    "monokle/KBP103",
  ],
  bad: [containerWith({ securityContext: { capabilities: { drop: ["NET_RAW"] } } })],
  good: [containerWith({ securityContext: { capabilities: { drop: ["ALL"] } } })],
  check: (object) =>
    each(containersIn(object), ({ title, spec, pod }) => {
      const { drop, add } = spec.securityContext?.capabilities ?? {};
      const isDropped = list(drop).includes("ALL") || (drop === undefined && pod.isOperated);
      const added = list(add).filter((name) => name !== "NET_BIND_SERVICE");
      return [
        ...when(!isDropped, `${title} does not drop ALL capabilities`),
        ...when(added.length > 0, `${title} adds ${added.join(", ")}`),
      ];
    }),
});
