/** The pod that a workload would make. */

import { z } from "zod";
import type { Manifest } from "./finding";

const TEMPLATE = z.object({
  metadata: z.looseObject({}).optional(),
  spec: z.looseObject({ volumes: z.array(z.unknown()).optional() }),
});
const CLAIM = z.object({ metadata: z.object({ name: z.string() }) });
const WORKLOAD = z.object({
  spec: z.object({ template: TEMPLATE, volumeClaimTemplates: z.array(CLAIM).optional() }),
});
const CRON_JOB = z.object({ spec: z.object({ jobTemplate: WORKLOAD }) });
const KINDS = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job"];

/** @returns undefined when the object makes no pods of its own */
export function podOf(object: Manifest): Manifest | undefined {
  const { name, namespace } = object.metadata;
  const workload = object.kind === "CronJob" ? CRON_JOB.parse(object).spec.jobTemplate : object;
  if (object.kind !== "CronJob" && !KINDS.includes(object.kind)) return undefined;
  const { template, volumeClaimTemplates = [] } = WORKLOAD.parse(workload).spec;
  const claimed = volumeClaimTemplates.map(({ metadata }) => ({
    name: metadata.name,
    persistentVolumeClaim: { claimName: `${metadata.name}-${name}` },
  }));
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { ...template.metadata, name, namespace },
    spec: { ...template.spec, volumes: [...(template.spec.volumes ?? []), ...claimed] },
  };
}
