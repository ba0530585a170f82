import type { Rule } from "../../rule";
import { configurationReachesPods } from "./configuration-reaches-pods";
import { cronJobIsSafe } from "./cron-job";
import { drains } from "./drains";
import { jobEnds } from "./job-ends";
import { jobRestartPolicy } from "./job-restart-policy";
import { livenessProbe } from "./liveness-probe";
import { noShellProbe } from "./no-shell-probe";
import { probeCanSucceed } from "./probe-can-succeed";
import { probesDiffer } from "./probes-differ";
import { readinessProbe } from "./readiness-probe";
import { startupProbe } from "./startup-probe";
import { timeToEnd } from "./time-to-end";

export const LIFECYCLE: readonly Rule[] = [
  readinessProbe,
  livenessProbe,
  startupProbe,
  probesDiffer,
  probeCanSucceed,
  noShellProbe,
  drains,
  timeToEnd,
  configurationReachesPods,
  jobEnds,
  jobRestartPolicy,
  cronJobIsSafe,
];
