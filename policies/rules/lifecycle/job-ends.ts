import { podsIn } from "../../objects";
import { rule, when } from "../../rule";

const job = (spec: object, podSpec: object) => ({
  apiVersion: "batch/v1",
  kind: "Job",
  metadata: { name: "oap-init", namespace: "tracing" },
  spec: { ...spec, template: { spec: { containers: [{ name: "oap" }], ...podSpec } } },
});

export const jobEnds = rule({
  name: "job-ends",
  family: "lifecycle",
  scope: "resource",
  severity: "medium",
  title: "Every Job gives up after a time",
  why: "A Job whose backend never comes holds its resources, and the deployment that waits for it, for ever.",
  remedy: "set activeDeadlineSeconds",
  source:
    "https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup",
  bad: [job({}, { restartPolicy: "Never" })],
  good: [job({ activeDeadlineSeconds: 600 }, { restartPolicy: "Never" })],
  check: ({ kind, manifest }) => {
    const spec = kind === "CronJob" ? manifest.spec.jobTemplate.spec : manifest.spec;
    const isJob = kind === "CronJob" || kind === "Job";
    const byPod = podsIn(manifest)[0]?.spec.activeDeadlineSeconds;
    return when(
      isJob && spec.activeDeadlineSeconds === undefined && byPod === undefined,
      "neither it nor its pods have activeDeadlineSeconds",
    );
  },
});
