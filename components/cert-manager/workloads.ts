import type * as pulumi from "@pulumi/pulumi";
import { NEW_BEFORE_OLD, disruptionBudget, spread } from "../kit/availability";
import { type Program, type Told, checkSpec, podSpec } from "./programs";
import { type Settled, labelsOf } from "./settled";

/** Specs of the Deployment of a program and, where there are two pods, of its budget. */
export function deployment(
  { name, program }: { name: string; program: Program },
  settled: Settled & Told,
  account: pulumi.Input<string>,
) {
  const { replicas, version } = settled;
  const labels = labelsOf(name, program, version);
  const several = replicas > 1;
  const pod = podSpec(program, settled, account);
  return {
    ...(several ? { budget: disruptionBudget(labels) } : {}),
    spec: {
      replicas,
      selector: { matchLabels: labels.selector },
      strategy: NEW_BEFORE_OLD,
      template: {
        metadata: { labels: labels.labels },
        spec: { ...pod, ...(several ? { topologySpreadConstraints: spread(labels) } : {}) },
      },
    },
  };
}

/** Spec of the Job that waits for the webhook. */
export function checkJob(name: string, told: Told, account: pulumi.Input<string>) {
  const { labels } = labelsOf(name, "check", told.version);
  const template = { metadata: { labels }, spec: checkSpec(told, account) };
  return { backoffLimit: 2, activeDeadlineSeconds: 900, template };
}

/** Spec of the Service of the webhook. */
export function webhookService(name: string, { version }: Told) {
  const { selector } = labelsOf(name, "webhook", version);
  const port = { name: "https", port: 443, targetPort: "https", appProtocol: "https" };
  return { selector, ports: [port] };
}
