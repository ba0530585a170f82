import type { Problem } from "../kit/refusal";
import { isAtLeast, isVersion } from "../kit/version";
import { whole } from "../kit/whole";
import type { Settled } from "./args";

/** What cannot work. */
export function indexCareChecks(settled: Settled): (true | Problem)[] {
  const { version, curlVersion, store, keptDays, foundDays, rollover, schedule } = settled;
  const rotation = store.rotation?.kind ?? "periodic";
  const { speaks } = store.connection.endpoint;
  return [
    (isVersion(version) && isAtLeast(version, "1.62.0")) || {
      field: "version",
      got: version,
      want: "1.62.0 or later",
    },
    isVersion(curlVersion) || {
      field: "curlVersion",
      got: curlVersion,
      want: "a version such as 8.20.0",
    },
    speaks === "http" ||
      speaks === "https" || {
        field: "store.connection.endpoint",
        got: `one that speaks ${speaks}`,
        want: "one that speaks http or https",
      },
    store.kind === "elasticsearch" ||
      rotation !== "ilm" || {
        field: "store.rotation",
        got: "ilm of opensearch",
        want: "rollover: jaeger-es-rollover asks for policies of Elasticsearch, which OpenSearch has not",
      },
    whole("keptDays", keptDays, { least: 1, unit: "days" }),
    whole("foundDays", foundDays, { least: 1, most: keptDays, unit: "days" }),
    foundDays === undefined ||
      rotation === "rollover" || {
        field: "foundDays",
        got: foundDays,
        want: `nothing where store.rotation is ${rotation}: an index is found as long as it is kept`,
      },
    Object.keys(rollover).length === 0 ||
      rotation !== "periodic" || {
        field: "rollover",
        got: rollover,
        want: "nothing where store.rotation is periodic: the date begins the next index",
      },
    whole("rollover.maxAgeDays", rollover.maxAgeDays, { least: 1, unit: "days" }),
    whole("rollover.maxGibibytes", rollover.maxGibibytes, { least: 1, unit: "GiB" }),
    whole("rollover.maxDocuments", rollover.maxDocuments, { least: 1 }),
    FIELDS.test(schedule) || {
      field: "schedule",
      got: schedule,
      want: "minute, hour, and * * *: once a day, such as 55 23 * * *",
    },
  ];
}

const FIELDS = /^[0-5]?[0-9] ([01]?[0-9]|2[0-3]) \* \* \*$/;
