import type { Endpoint } from "../kit/endpoint";
import type { Problem } from "../kit/refusal";
import { isVersion } from "../kit/version";
import { whole } from "../kit/whole";
import type { Dashboard } from "./dashboard";
import type { Rules } from "./rule-groups";
import type { Scraping } from "./scraping";
import { type JaegerRole, ROLES, type WatchedEndpoints } from "./watched";

/** The arguments that can be wrong. */
interface Asked {
  version: string;
  watched: WatchedEndpoints;
  cronJobs: readonly string[];
  scraping: Scraping;
  rules: Rules;
  dashboard: Dashboard;
  runbookUrl: string;
}

/** What cannot work. */
export function monitoringChecks(asked: Asked): (true | Problem)[] {
  const { version, watched, scraping, rules, dashboard, cronJobs, runbookUrl } = asked;
  const seconds = scraping.kind === "none" ? undefined : scraping.intervalSeconds;
  return [
    isVersion(version) || { field: "version", got: version, want: "a version such as 2.20.0" },
    ...ROLES.map((role) => watchedCheck(role, watched[role])),
    ...cronJobs.map(
      (cronJob) =>
        /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(cronJob) || {
          field: "cronJobs",
          got: cronJob,
          want: "names of CronJobs",
        },
    ),
    whole("scraping.intervalSeconds", seconds, { least: 5, most: 60, unit: "seconds" }),
    ![scraping, rules, dashboard].every(({ kind }) => kind === "none") || {
      field: "scraping, rules and dashboard",
      got: "none",
      want: "one of them at least: there is nothing to make",
    },
    /^https?:\/\/[^\s#]+$/.test(runbookUrl) || {
      field: "runbookUrl",
      got: runbookUrl,
      want: "the address of the runbook without #, such as https://wiki.example.com/runbook",
    },
  ];
}

function watchedCheck(role: JaegerRole, endpoint: Endpoint | undefined): true | Problem {
  return (
    endpoint === undefined ||
    endpoint.pods !== undefined || {
      field: `watched.${role}`,
      got: "one outside of the cluster",
      want: "the endpoint of a component: its pods are looked for",
    }
  );
}
