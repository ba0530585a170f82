import { list, type Manifest } from "../../objects";
import { pipelines, pipelinesIn } from "../../read/pipelines";
import { each, rule } from "../../rule";
import { collectorWith } from "./examples";

const PARTS = ["receivers", "processors", "exporters"] as const;

export const collectorPartsAreDefined = rule({
  name: "collector-parts-are-defined",
  family: "collector",
  scope: "stack",
  severity: "critical",
  title: "Everything that a pipeline of a Collector names is defined, and pipelines are complete",
  why: "The Collector does not start.",
  remedy:
    "define each part under receivers, processors, exporters or connectors, and each extension under extensions",
  source: "https://opentelemetry.io/docs/collector/configuration/",
  bad: collectorWith({ used: "jaeger" }),
  good: collectorWith({}),
  check: (object, { stack }) =>
    each(pipelinesIn(object, stack), ({ title, config }) => [
      ...pipelines(config).flatMap(({ name, value }) =>
        PARTS.flatMap((part) =>
          missing(config, part, list(value?.[part])).map(
            (one) => `${title}: pipeline ${name} names ${one}, which is not among the ${part}`,
          ),
        ),
      ),
      ...pipelines(config).flatMap(({ name, value }) =>
        (["receivers", "exporters"] as const)
          .filter((part) => list(value?.[part]).length === 0)
          .map((part) => `${title}: pipeline ${name} has no ${part}`),
      ),
      ...list(config?.service?.extensions)
        .filter((name) => config?.extensions?.[name] === undefined)
        .map((name) => `${title}: extension ${name} is not defined`),
    ]),
});

/** A connector is an exporter of one pipeline and a receiver of another. */
function missing(config: Manifest, part: string, names: readonly string[]): string[] {
  const defined = { ...config?.[part], ...(part === "processors" ? {} : config?.connectors) };
  return names.filter((name) => !(name in defined));
}
