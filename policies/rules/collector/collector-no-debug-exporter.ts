import { pipelinesIn, used } from "../../read/pipelines";
import { each, rule } from "../../rule";
import { collectorWith } from "./examples";

export const collectorNoDebugExporter = rule({
  name: "collector-no-debug-exporter",
  family: "collector",
  scope: "stack",
  severity: "medium",
  from: "prod",
  title: "No pipeline writes traces to the log",
  why: "The log collects what traces hold, for other readers and for longer, and slows the Collector down.",
  remedy: "take debug out of the exporters of the pipeline",
  source: "https://opentelemetry.io/docs/security/config-best-practices/",
  bad: collectorWith({ exporters: "debug: {}" }),
  good: collectorWith({}),
  check: (object, { stack }) =>
    each(pipelinesIn(object, stack), ({ title, config }) =>
      used(config, "exporters")
        .filter((name) => /^(debug|logging)(\/|$)/.test(name))
        .map((name) => `${title}: a pipeline has the exporter ${name}`),
    ),
});
