import { containerWith } from "../../examples";
import { containersIn, list } from "../../objects";
import { each, rule } from "../../rule";
import { BASELINE } from "./standard";

/** What the container runtime gives by default, without NET_RAW. */
const ALLOWED = [
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
];

export const capabilities = rule({
  name: "no-dangerous-capabilities",
  family: "pod-security",
  scope: "resource",
  severity: "critical",
  title: "No container gets capabilities beyond the harmless ones",
  why: "Capabilities such as SYS_ADMIN or NET_RAW lead out of the container, or to the traffic of others.",
  remedy: "remove the names from capabilities.add",
  source: BASELINE,
  frameworks: ["PSS baseline", "NSA-CISA C-0046", "CIS 5.2.9"],
  sameAs: [
    "polaris/dangerousCapabilities",
    "trivy/KSV-0005",
    "trivy/KSV-0022",
    "checkov/CKV_K8S_25",
    "checkov/CKV_K8S_39",
    "monokle/PSS104",
    "monokle/KBP100",
  ],
  bad: [containerWith({ securityContext: { capabilities: { add: ["SYS_ADMIN"] } } })],
  good: [containerWith({ securityContext: { capabilities: { drop: ["ALL"] } } })],
  check: (object) =>
    each(containersIn(object), ({ title, spec }) => {
      const added = list(spec.securityContext?.capabilities?.add);
      return added.filter((name) => !ALLOWED.includes(name)).map((name) => `${title} adds ${name}`);
    }),
});
