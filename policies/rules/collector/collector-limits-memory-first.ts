import { list } from "../../objects";
import { quantity } from "../../parse/quantity";
import { pipelines, pipelinesIn } from "../../read/pipelines";
import { valueOf, variable } from "../../read/variables";
import { each, rule, when } from "../../rule";
import { collectorWith } from "./examples";

export const collectorLimitsMemoryFirst = rule({
  name: "collector-limits-memory-first",
  family: "collector",
  scope: "stack",
  severity: "high",
  title: "A Collector refuses data before its memory is full",
  why: "Without memory_limiter in the first place it is killed with all that its queues hold; without GOMEMLIMIT Go collects too late.",
  remedy:
    "put memory_limiter first in every pipeline, and set GOMEMLIMIT to 80 % of the memory limit",
  source:
    "https://github.com/open-telemetry/opentelemetry-collector/blob/v0.159.0/processor/memorylimiterprocessor/README.md",
  bad: collectorWith({ processors: "batch: {}" }),
  good: collectorWith({}),
  check: (object, { stack }) =>
    each(pipelinesIn(object, stack), ({ title, config, container }) => {
      const limit = quantity(container?.spec.resources?.limits?.memory);
      const spec = container?.spec ?? {};
      const given = quantity(
        (valueOf(spec, "GOMEMLIMIT") ?? "").replace(/iB$/, "i").replace(/B$/, ""),
      );
      return [
        ...pipelines(config)
          .filter(({ value }) => !list(value?.receivers).every((name) => name === "nop"))
          .filter(({ value }) => !String(list(value?.processors)[0]).startsWith("memory_limiter"))
          .map(
            ({ name }) => `${title}: the first processor of pipeline ${name} is not memory_limiter`,
          ),
        ...when(
          limit > 0 && variable(spec, "GOMEMLIMIT") === undefined,
          `${title}: GOMEMLIMIT is not set; give 80 % of its memory limit`,
        ),
        ...when(
          given > limit * 0.9,
          `${title}: GOMEMLIMIT is ${valueOf(spec, "GOMEMLIMIT")}, and its memory limit ${spec.resources?.limits?.memory}; give 80 % of it`,
        ),
      ];
    }),
});
