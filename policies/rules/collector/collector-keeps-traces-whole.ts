import { pipelinesIn, used } from "../../read/pipelines";
import { largestScale } from "../../read/scale";
import { each, rule } from "../../rule";
import type { Stack } from "../../stack";
import { collectorWith } from "./examples";

const TAIL = "memory_limiter: {}, tail_sampling: {}";

export const collectorKeepsTracesWhole = rule({
  name: "collector-keeps-traces-whole",
  family: "collector",
  scope: "stack",
  severity: "high",
  title: "All spans of a trace reach the same Collector where whole traces are sampled",
  why: "Each of several Collectors decides by the spans that it has seen: traces fall apart.",
  remedy:
    "put Collectors with the loadbalancing exporter and routing_key traceID in front, or run one",
  source:
    "https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.159.0/processor/tailsamplingprocessor/README.md",
  bad: collectorWith({ replicas: 2, processors: TAIL }),
  good: collectorWith({ replicas: 1, processors: TAIL }),
  check: (object, { stack }) =>
    each(pipelinesIn(object, stack), ({ title, config }) => {
      const isWhole = used(config, "processors").some((name) =>
        /^(tail_sampling|groupbytrace)/.test(name),
      );
      const count = largestScale(object, stack);
      return isWhole && count > 1 && !isBalanced(stack)
        ? [
            `${title} samples whole traces, there may be ${count} pods, and no Collector sends by traceID`,
          ]
        : [];
    }),
});

function isBalanced(stack: Stack): boolean {
  return stack.objects.some((object) =>
    pipelinesIn(object, stack).some(({ config }) =>
      used(config, "exporters").some(
        (name) =>
          /^load_?balancing(\/|$)/.test(name) &&
          (config.exporters?.[name]?.routing_key ?? "traceID") === "traceID",
      ),
    ),
  );
}
