import { parse } from "yaml";
import { filesOf } from "../../read/files";
import { running } from "../../read/products";
import { valueOf } from "../../read/variables";
import { each, rule, when } from "../../rule";
import { oapWith } from "./examples";

const FILE = "trace-sampling-policy-settings.yml";

export const oapSamplesWithinBounds = rule({
  name: "oap-samples-within-bounds",
  family: "skywalking",
  scope: "stack",
  severity: "medium",
  settings: { maxRate: 10000 },
  meaning: { maxRate: "samples out of 10000 traces that an environment may keep" },
  title: "OAP samples no more than the environment allows, and keeps slow and failed traces",
  why: "Traces are most of what is stored; those that matter are the slow ones and those with errors.",
  remedy:
    "set default.rate in trace-sampling-policy-settings.yml, and leave forceSampleErrorSegment on",
  source: "https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/trace-sampling/",
  bad: [oapWith({ SW_FORCE_SAMPLE_ERROR_SEGMENT: "false" })],
  good: [oapWith({ SW_FORCE_SAMPLE_ERROR_SEGMENT: "true" })],
  check: (object, { stack, settings }) =>
    each(running(object, "oap"), ({ title, spec, pod }) => {
      const text = filesOf(spec, { pod, of: object }, stack).find(({ path }) =>
        path.endsWith(FILE),
      )?.text;
      const policy = text === undefined ? undefined : parse(text);
      const rates = [policy?.default, ...(policy?.services ?? [])].flatMap((one) =>
        one?.rate === undefined ? [] : [Number(one.rate)],
      );
      const rate = Math.max(...rates, policy?.default?.rate === undefined ? 10000 : 0);
      const isForced = valueOf(spec, "SW_FORCE_SAMPLE_ERROR_SEGMENT") !== "false";
      return [
        ...when(
          !isForced,
          `${title}: SW_FORCE_SAMPLE_ERROR_SEGMENT is false, so failed traces are thrown away`,
        ),
        ...when(
          pod.kind === "stays" && rate > settings.maxRate,
          `${title}: it keeps ${rate} of 10000 traces; give ${settings.maxRate} or less in ${FILE}`,
        ),
        ...when(
          Number(policy?.default?.duration) < 0,
          `${title}: default.duration in ${FILE} is negative, so slow traces are thrown away`,
        ),
      ];
    }),
});
