import { quantity } from "../../parse/quantity";
import { pipelinesIn, used } from "../../read/pipelines";
import { each, rule } from "../../rule";
import { collectorWith } from "./examples";

const limits = {
  container: {
    resources: { limits: { memory: "512Mi" } },
    env: [{ name: "GOMEMLIMIT", value: "400MiB" }],
  },
};
const queue = (size: number) =>
  `otlp: { endpoint: https://traces.example.com, sending_queue: { queue_size: ${size} } }`;

export const collectorQueueFits = rule({
  name: "collector-queue-fits",
  family: "collector",
  scope: "stack",
  severity: "medium",
  settings: { requestBytes: 131072, percent: 50 },
  meaning: {
    requestBytes: "bytes of a batch on average",
    percent: "how much of its memory limit a full queue may take",
  },
  title: "The full queues of a Collector fit into its memory",
  why: "When what is behind it is slow the queue fills up, and the kernel kills it with all that is in it.",
  remedy: "lower queue_size, raise the memory limit, or count it in bytes with sizer: bytes",
  source:
    "https://github.com/open-telemetry/opentelemetry-collector/blob/v0.159.0/exporter/exporterhelper/README.md",
  bad: collectorWith({ ...limits, exporters: queue(5000) }),
  good: collectorWith({ ...limits, exporters: queue(1000) }),
  check: (object, { stack, settings }) =>
    each(pipelinesIn(object, stack), ({ title, config, container }) => {
      const memory: unknown = container?.spec.resources?.limits?.memory;
      return used(config, "exporters").flatMap((name) => {
        const { queue, sending_queue: sending } = config.exporters?.[name] ?? {};
        const { queue_size: size, sizer, storage } = queue ?? sending ?? {};
        if (size === undefined || storage !== undefined) return [];
        const bytes = Number(size) * (sizer === "bytes" ? 1 : settings.requestBytes);
        return bytes > (quantity(memory) * settings.percent) / 100
          ? [
              `${title}: the full queue of exporter ${name} takes ${Math.ceil(bytes / 2 ** 20)} MiB, more than ${settings.percent} % of ${String(memory)}`,
            ]
          : [];
      });
    }),
});
