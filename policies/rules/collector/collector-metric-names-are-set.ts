import { list } from "../../objects";
import { pipelinesIn } from "../../read/pipelines";
import { each, rule, when } from "../../rule";
import { collectorWith } from "./examples";

const reader = (more: string) =>
  collectorWith({
    telemetry: `telemetry: { metrics: { readers: [{ pull: { exporter: { prometheus: { host: 0.0.0.0, port: 8888${more} } } } }] } }`,
  });
const NAMES = ["without_type_suffix", "without_units", "without_scope_info"] as const;

export const collectorMetricNamesAreSet = rule({
  name: "collector-metric-names-are-set",
  family: "collector",
  scope: "stack",
  severity: "low",
  title: "A Collector says how its own metrics are named",
  why: "Since 0.152 a reader without these settings drops _total and units: alerts of others match nothing.",
  remedy: "set without_type_suffix, without_units and without_scope_info of the prometheus reader",
  source: "https://github.com/open-telemetry/opentelemetry-collector/pull/13867",
  bad: reader(""),
  good: reader(", without_type_suffix: false, without_units: false, without_scope_info: true"),
  check: (object, { stack }) =>
    each(pipelinesIn(object, stack), ({ title, config }) =>
      list(config?.service?.telemetry?.metrics?.readers).flatMap(({ pull }) => {
        const prometheus = pull?.exporter?.prometheus;
        if (!prometheus) return [];
        return NAMES.flatMap((name) =>
          when(
            prometheus[name] === undefined,
            `${title}: the prometheus reader of its metrics does not set ${name}`,
          ),
        );
      }),
    ),
});
