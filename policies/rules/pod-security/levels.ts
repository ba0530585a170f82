import type { Rule } from "../../rule";
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

/** What the Pod Security Standard `baseline` asks for. */
export const BASELINE_RULES: readonly Rule[] = [
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

/** What `restricted` asks for. */
export const RESTRICTED_RULES: readonly Rule[] = [
  ...BASELINE_RULES,
  privilegeEscalation,
  dropCapabilities,
  runAsNonRoot,
  rootUser,
  seccompProfile,
  volumeTypes,
];
