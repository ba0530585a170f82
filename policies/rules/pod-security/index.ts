import type { Rule } from "../../rule";
import { appArmor } from "./app-armor";
import { capabilities } from "./capabilities";
import { dropCapabilities } from "./drop-capabilities";
import { fitsNamespace } from "./fits-namespace";
import { hostAliases } from "./host-aliases";
import { hostNamespaces } from "./host-namespaces";
import { hostPath } from "./host-path";
import { hostPorts } from "./host-ports";
import { lowPorts } from "./low-ports";
import { namespaceLabels } from "./namespace-labels";
import { privilegeEscalation } from "./privilege-escalation";
import { privileged } from "./privileged";
import { privilegedNamespace } from "./privileged-namespace";
import { probeHost } from "./probe-host";
import { procMount } from "./proc-mount";
import { readOnlyRoot } from "./read-only-root";
import { rootUser } from "./root-user";
import { runAsNonRoot } from "./run-as-non-root";
import { runtimeSocket } from "./runtime-socket";
import { seLinux } from "./se-linux";
import { seccompProfile } from "./seccomp-profile";
import { serviceLinks } from "./service-links";
import { sysctls } from "./sysctls";
import { unconfinedSeccomp } from "./unconfined-seccomp";
import { userId } from "./user-id";
import { volumeTypes } from "./volume-types";
import { windowsHostProcess } from "./windows-host-process";

export const POD_SECURITY: readonly Rule[] = [
  hostNamespaces,
  privileged,
  capabilities,
  hostPath,
  runtimeSocket,
  hostPorts,
  probeHost,
  appArmor,
  seLinux,
  procMount,
  unconfinedSeccomp,
  sysctls,
  windowsHostProcess,
  privilegeEscalation,
  dropCapabilities,
  runAsNonRoot,
  rootUser,
  seccompProfile,
  volumeTypes,
  readOnlyRoot,
  userId,
  hostAliases,
  lowPorts,
  serviceLinks,
  namespaceLabels,
  fitsNamespace,
  privilegedNamespace,
];
