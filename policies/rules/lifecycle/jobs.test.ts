import { describe, expect, test } from "vitest";
import { findingsIn, findingsOf, platform } from "../../testing";
import { cronJobIsSafe } from "./cron-job";
import { jobEnds } from "./job-ends";
import { jobRestartPolicy } from "./job-restart-policy";

const job = () => platform().find(({ kind }) => kind === "Job");
const [cron] = cronJobIsSafe.good;
const cleaner = (spec: object) => ({ ...cron, spec: { ...cron.spec, ...spec } });

test("the real Job ends", () => {
  for (const rule of [jobEnds, jobRestartPolicy]) expect(findingsIn(rule, platform())).toEqual([]);
});

test("finds a Job without an end, by itself and by its pod", () => {
  const broken = job();
  delete broken.spec.activeDeadlineSeconds;
  expect(findingsOf(jobEnds, broken)).toEqual([
    "neither it nor its pods have activeDeadlineSeconds",
  ]);
  broken.spec.template.spec.activeDeadlineSeconds = 60;
  expect(findingsOf(jobEnds, broken)).toEqual([]);
});

test("finds pods that are always restarted", () => {
  const broken = job();
  delete broken.spec.template.spec.restartPolicy;
  expect(findingsOf(jobRestartPolicy, broken)).toEqual(["its pods have restartPolicy Always"]);
});

test("finds what makes a CronJob unsafe", () => {
  const broken = cleaner({ startingDeadlineSeconds: undefined, concurrencyPolicy: undefined });
  expect(findingsOf(cronJobIsSafe, broken)).toEqual([
    "it has no startingDeadlineSeconds",
    "its concurrencyPolicy is Allow: two of its Jobs may run at once",
  ]);
});

describe.each([
  ["@daily", true],
  ["*/5 0-6,22 1 jan mon-fri", true],
  ["55 23 * * 7", true],
  ["60 23 * * *", false],
  ["55 24 * * *", false],
  ["* * * *", false],
  ["*/0 * * * *", false],
  ["1-2-3 * * * *", false],
])("schedule %s", (schedule, isValid) => {
  test(isValid ? "works" : "does not", () => {
    expect(findingsOf(cronJobIsSafe, cleaner({ schedule }))).toEqual(
      isValid ? [] : [`its schedule is "${schedule}"`],
    );
  });
});
