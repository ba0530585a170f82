import { running } from "../../read/products";
import { numberOf, valueOf } from "../../read/variables";
import { each, rule, when } from "../../rule";
import { oapWith } from "./examples";

export const oapBreakerHasMetrics = rule({
  name: "oap-breaker-has-metrics",
  family: "skywalking",
  scope: "resource",
  severity: "medium",
  title: "OAP refuses new data before its heap is full",
  why: "The circuit breaker and the health checker read the heap from the telemetry of OAP: without it they do nothing.",
  remedy:
    "leave SW_TELEMETRY at prometheus, and SW_CORE_MAX_HEAP_MEMORY_USAGE_PERCENT at 96 or less",
  source: "https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/circuit-breaking/",
  bad: [oapWith({ SW_TELEMETRY: "none" })],
  good: [oapWith({ SW_TELEMETRY: "prometheus" })],
  check: (object) =>
    each(running(object, "oap"), ({ title, spec, pod }) => {
      if (pod.kind === "ends") return [];
      const telemetry = valueOf(spec, "SW_TELEMETRY") ?? "prometheus";
      const percent = numberOf(spec, "SW_CORE_MAX_HEAP_MEMORY_USAGE_PERCENT", 96);
      return [
        ...when(
          telemetry !== "prometheus",
          `${title}: SW_TELEMETRY is ${telemetry}; give prometheus`,
        ),
        ...when(
          percent > 96,
          `${title}: SW_CORE_MAX_HEAP_MEMORY_USAGE_PERCENT is ${percent}; give 96 or less`,
        ),
      ];
    }),
});
