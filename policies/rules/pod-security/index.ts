import type { Rule } from "../../rule";
import { fitsNamespace } from "./fits-namespace";
import { hostAliases } from "./host-aliases";
import { lowPorts } from "./low-ports";
import { namespaceLabels } from "./namespace-labels";
import { privilegedNamespace } from "./privileged-namespace";
import { readOnlyRoot } from "./read-only-root";
import { runtimeSocket } from "./runtime-socket";
import { serviceLinks } from "./service-links";
import { RESTRICTED_RULES } from "./levels";
import { userId } from "./user-id";

export const POD_SECURITY: readonly Rule[] = [
  ...RESTRICTED_RULES,
  runtimeSocket,
  readOnlyRoot,
  userId,
  hostAliases,
  lowPorts,
  serviceLinks,
  namespaceLabels,
  fitsNamespace,
  privilegedNamespace,
];
