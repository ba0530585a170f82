import { running } from "../../read/products";
import { numberOf, valueOf } from "../../read/variables";
import { each, rule, when } from "../../rule";
import { oapWith } from "./examples";

export const oapKeepsDataForAWhile = rule({
  name: "oap-keeps-data-for-a-while",
  family: "skywalking",
  scope: "resource",
  severity: "high",
  settings: { maxDays: 90 },
  meaning: { maxDays: "how many days metrics may be kept" },
  title: "OAP keeps traces for a day or more, metrics as long, and deletes what is older",
  why: "Metrics without their traces are fine, the reverse is not; without the keeper the disks fill up.",
  remedy: "set 1 ≤ SW_CORE_RECORD_DATA_TTL ≤ SW_CORE_METRICS_DATA_TTL, in days",
  source: "https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/ttl/",
  bad: [oapWith({ SW_CORE_RECORD_DATA_TTL: "14", SW_CORE_METRICS_DATA_TTL: "7" })],
  good: [oapWith({ SW_CORE_RECORD_DATA_TTL: "7", SW_CORE_METRICS_DATA_TTL: "30" })],
  check: (object, { settings }) =>
    each(running(object, "oap"), ({ title, spec }) => {
      const records = numberOf(spec, "SW_CORE_RECORD_DATA_TTL", 3);
      const metrics = numberOf(spec, "SW_CORE_METRICS_DATA_TTL", 7);
      const isKept = valueOf(spec, "SW_CORE_ENABLE_DATA_KEEPER_EXECUTOR") === "false";
      return [
        ...when(
          !(records >= 1),
          `${title}: SW_CORE_RECORD_DATA_TTL is ${records}; give a day or more`,
        ),
        ...when(
          records > metrics,
          `${title}: SW_CORE_RECORD_DATA_TTL is ${records} and SW_CORE_METRICS_DATA_TTL is ${metrics}; give it that much or more`,
        ),
        ...when(
          metrics > settings.maxDays,
          `${title}: SW_CORE_METRICS_DATA_TTL is ${metrics}; give ${settings.maxDays} or less`,
        ),
        ...when(
          isKept,
          `${title}: SW_CORE_ENABLE_DATA_KEEPER_EXECUTOR is false, so nothing is ever deleted`,
        ),
      ];
    }),
});
