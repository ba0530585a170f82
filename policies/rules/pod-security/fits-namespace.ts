import { podWith } from "../../examples";
import { type Manifest, namespaceOf, podsOf } from "../../objects";
import { each, type Rule, rule } from "../../rule";
import { appArmor } from "./app-armor";
import { capabilities } from "./capabilities";
import { dropCapabilities } from "./drop-capabilities";
import { hostNamespaces } from "./host-namespaces";
import { hostPath } from "./host-path";
import { hostPorts } from "./host-ports";
import { privilegeEscalation } from "./privilege-escalation";
import { privileged } from "./privileged";
import { probeHost } from "./probe-host";
import { procMount } from "./proc-mount";
import { rootUser } from "./root-user";
import { runAsNonRoot } from "./run-as-non-root";
import { seLinux } from "./se-linux";
import { seccompProfile } from "./seccomp-profile";
import { sysctls } from "./sysctls";
import { unconfinedSeccomp } from "./unconfined-seccomp";
import { volumeTypes } from "./volume-types";
import { windowsHostProcess } from "./windows-host-process";

const BASELINE: readonly Rule[] = [
  hostNamespaces,
  privileged,
  capabilities,
  hostPath,
  hostPorts,
  probeHost,
  appArmor,
  seLinux,
  procMount,
  unconfinedSeccomp,
  sysctls,
  windowsHostProcess,
];
const LEVELS: Record<string, readonly Rule[]> = {
  baseline: BASELINE,
  restricted: [
    ...BASELINE,
    privilegeEscalation,
    dropCapabilities,
    runAsNonRoot,
    rootUser,
    seccompProfile,
    volumeTypes,
  ],
};

const namespace = (enforce: string): Manifest => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name: "tracing", labels: { "pod-security.kubernetes.io/enforce": enforce } },
});
const AGENT = podWith({
  containers: [{ name: "agent", ports: [{ containerPort: 6831, hostPort: 6831 }] }],
});

export const fitsNamespace = rule({
  name: "pod-fits-its-namespace",
  family: "pod-security",
  scope: "stack",
  severity: "critical",
  title: "Pods keep the Pod Security Standard of their namespace",
  why: "The API server accepts the Deployment or DaemonSet and then refuses each of its pods: the deployer only sees that none comes.",
  remedy: "repair the pod, or move it to a namespace that is made for it",
  source: "https://kubernetes.io/docs/concepts/security/pod-security-admission/",
  frameworks: ["CIS 5.2.1"],
  bad: [namespace("baseline"), AGENT],
  good: [namespace("privileged"), AGENT],
  check: (object, context) => {
    if (podsOf(object).length === 0) return [];
    const home = context.stack.find("Namespace", namespaceOf(object) ?? "default");
    const level = home?.manifest.metadata.labels?.["pod-security.kubernetes.io/enforce"];
    return each(LEVELS[level] ?? [], ({ check, settings }) =>
      check(object, { ...context, settings }).map((finding) =>
        typeof finding === "string"
          ? `namespace ${home?.manifest.metadata.name} is ${level}, and ${finding}`
          : finding,
      ),
    );
  },
});
