import { podsIn } from "../../objects";
import { rule, when } from "../../rule";

const job = (podSpec: object) => ({
  apiVersion: "batch/v1",
  kind: "Job",
  metadata: { name: "oap-init", namespace: "tracing" },
  spec: { template: { spec: { containers: [{ name: "oap" }], ...podSpec } } },
});

export const jobRestartPolicy = rule({
  name: "job-restart-policy",
  family: "lifecycle",
  scope: "resource",
  severity: "critical",
  title: "Pods of Jobs are restarted on failure or never",
  why: "The default, Always, is refused by the API server.",
  remedy: "set restartPolicy of the pod to Never or OnFailure",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-template",
  frameworks: [],
  sameAs: ["kube-score/cronjob-restartpolicy", "kube-linter/restart-policy"],
  bad: [job({})],
  good: [job({ restartPolicy: "Never" })],
  check: ({ kind, manifest }) => {
    if (kind !== "CronJob" && kind !== "Job") return [];
    const policy = podsIn(manifest)[0]?.spec.restartPolicy;
    return when(
      !["Never", "OnFailure"].includes(policy),
      `its pods have restartPolicy ${policy ?? "Always"}`,
    );
  },
});
