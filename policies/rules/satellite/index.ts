import type { Rule } from "../../rule";
import { satelliteCapacityFits } from "./satellite-capacity-fits";
import { satelliteConfigIsRead } from "./satellite-config-is-read";
import { satelliteCpuIsWhole } from "./satellite-cpu-is-whole";
import { satelliteFindsEveryOap } from "./satellite-finds-every-oap";
import { satelliteHasOwnName } from "./satellite-has-own-name";
import { satelliteLimitIsItsOwn } from "./satellite-limit-is-its-own";
import { satelliteNoPprof } from "./satellite-no-pprof";
import { satelliteProbesItself } from "./satellite-probes-itself";
import { satelliteQueueSurvives } from "./satellite-queue-survives";
import { satelliteQueuesFit } from "./satellite-queues-fit";
import { satelliteScalesBeforeItRefuses } from "./satellite-scales-before-it-refuses";
import { satelliteScalesCalmly } from "./satellite-scales-calmly";
import { satelliteTrustsItsCa } from "./satellite-trusts-its-ca";
import { satelliteVariableExists } from "./satellite-variable-exists";

/** What a SkyWalking Satellite needs. */
export const SATELLITE: readonly Rule[] = [
  satelliteCapacityFits,
  satelliteConfigIsRead,
  satelliteCpuIsWhole,
  satelliteFindsEveryOap,
  satelliteHasOwnName,
  satelliteLimitIsItsOwn,
  satelliteNoPprof,
  satelliteProbesItself,
  satelliteQueueSurvives,
  satelliteQueuesFit,
  satelliteScalesBeforeItRefuses,
  satelliteScalesCalmly,
  satelliteTrustsItsCa,
  satelliteVariableExists,
];
