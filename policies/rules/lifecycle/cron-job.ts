import { rule, when } from "../../rule";

const cronJob = (spec: object) => ({
  apiVersion: "batch/v1",
  kind: "CronJob",
  metadata: { name: "es-index-cleaner", namespace: "tracing" },
  spec: {
    ...spec,
    jobTemplate: { spec: { template: { spec: { restartPolicy: "Never", containers: [] } } } },
  },
});

export const cronJobIsSafe = rule({
  name: "cron-job-is-safe",
  family: "lifecycle",
  scope: "resource",
  severity: "high",
  title: "Every CronJob has a schedule that works, and runs once at a time",
  why: "After a hundred missed starts a CronJob without a deadline never runs again; two cleaners at once delete under each other.",
  remedy:
    "write schedule as five fields, such as 55 23 * * *, and set startingDeadlineSeconds, and concurrencyPolicy to Forbid or Replace",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/",
  sameAs: ["kube-score/cronjob-has-deadline", "datree/CRONJOB_INVALID_SCHEDULE_VALUE"],
  bad: [cronJob({ schedule: "55 23 * * *" })],
  good: [
    cronJob({ schedule: "55 23 * * *", startingDeadlineSeconds: 600, concurrencyPolicy: "Forbid" }),
  ],
  check: ({ kind, manifest }) => {
    if (kind !== "CronJob") return [];
    const { schedule, startingDeadlineSeconds, concurrencyPolicy = "Allow" } = manifest.spec;
    return [
      ...when(!isSchedule(String(schedule)), `its schedule is "${schedule}"`),
      ...when(startingDeadlineSeconds === undefined, "it has no startingDeadlineSeconds"),
      ...when(
        concurrencyPolicy === "Allow",
        "its concurrencyPolicy is Allow: two of its Jobs may run at once",
      ),
    ];
  },
});

/** Ranges of minute, hour, day, month and weekday. */
const RANGES = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const;
const NAMES = /^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat)$/i;

function isSchedule(schedule: string): boolean {
  if (/^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/.test(schedule)) return true;
  const fields = schedule.trim().split(/\s+/);
  return fields.length === 5 && RANGES.every((range, index) => isField(fields[index] ?? "", range));
}

function isField(field: string, [least, most]: readonly [number, number]): boolean {
  return field.split(",").every((part) => {
    const [range = "", step, ...more] = part.split("/");
    const ends = range === "*" || range === "?" ? [] : range.split("-");
    const isStep = step === undefined || Number(step) > 0;
    const areEnds = ends.every(
      (end) =>
        NAMES.test(end) || (/^\d+$/.test(end) && Number(end) >= least && Number(end) <= most),
    );
    return isStep && areEnds && ends.length <= 2 && more.length === 0;
  });
}
