import type { Rule } from "../../rule";
import { autoscalerHasRoom } from "./autoscaler-has-room";
import { budgetHasLimit } from "./budget-has-limit";
import { budgetLeavesRoom } from "./budget-leaves-room";
import { cpuLimit } from "./cpu-limit";
import { cpuRequest } from "./cpu-request";
import { disruptionBudget } from "./disruption-budget";
import { emptyDirHasLimit } from "./empty-dir-has-limit";
import { memoryLimit } from "./memory-limit";
import { memoryRequest } from "./memory-request";
import { namespaceHasQuota } from "./namespace-has-quota";
import { noNakedPod } from "./no-naked-pod";
import { noReplicasUnderAutoscaler } from "./no-replicas-under-autoscaler";
import { requestsWithinLimits } from "./requests-within-limits";
import { rollingUpdate } from "./rolling-update";
import { servedByTwo } from "./served-by-two";
import { spreadOverNodes } from "./spread-over-nodes";
import { spreadOverZones } from "./spread-over-zones";
import { spreadSelectsItself } from "./spread-selects-itself";

export const AVAILABILITY: readonly Rule[] = [
  cpuRequest,
  cpuLimit,
  memoryRequest,
  memoryLimit,
  requestsWithinLimits,
  emptyDirHasLimit,
  namespaceHasQuota,
  servedByTwo,
  rollingUpdate,
  spreadOverNodes,
  spreadOverZones,
  spreadSelectsItself,
  disruptionBudget,
  budgetLeavesRoom,
  budgetHasLimit,
  autoscalerHasRoom,
  noReplicasUnderAutoscaler,
  noNakedPod,
];
