import { list } from "../../objects";
import { quantity } from "../../parse/quantity";
import { running } from "../../read/products";
import { valueOf } from "../../read/variables";
import { each, rule, when } from "../../rule";
import { jaegerWith } from "./examples";

const IMAGE = "docker.io/jaegertracing/jaeger-collector:1.76.0";
const queue = (size: number) =>
  jaegerWith({
    image: IMAGE,
    container: {
      args: [`--collector.queue-size=${size}`],
      resources: { limits: { memory: "1Gi" } },
    },
  });

export const jaegerQueueFits = rule({
  name: "jaeger-queue-fits",
  family: "jaeger",
  scope: "resource",
  severity: "high",
  settings: { spanBytes: 2048, percent: 50 },
  meaning: {
    spanBytes: "bytes of a span on average",
    percent: "how much of its memory limit a full queue may take",
  },
  title: "The full queue of a Jaeger collector fits into its memory, and has workers enough",
  why: "When the storage is slow the queue fills up, and the kernel kills the collector with all that is in it.",
  remedy:
    "lower --collector.queue-size, raise the memory limit, and give one of --collector.num-workers for 50 places",
  source: "https://www.jaegertracing.io/docs/1.76/operations/performance-tuning/",
  bad: queue(1_000_000),
  good: queue(2000),
  check: (object, { settings: { spanBytes, percent } }) =>
    each(running(object, "jaegerCollector", "jaegerOne"), ({ title, spec }) => {
      const option = (flag: string, otherwise: number) => {
        const word = list(spec.args)
          .map(String)
          .find((one) => one.startsWith(`--${flag}=`));
        return Number(
          word?.split("=")[1] ??
            valueOf(spec, flag.toUpperCase().replace(/[.-]/g, "_")) ??
            otherwise,
        );
      };
      const size = option("collector.queue-size", 2000);
      const workers = option("collector.num-workers", 50);
      const limit = quantity(spec.resources?.limits?.memory);
      const bytes = Math.max(size * spanBytes, option("collector.queue-size-memory", 0) * 2 ** 20);
      return [
        ...when(
          bytes > (limit * percent) / 100,
          `${title}: a full queue takes ${Math.ceil(bytes / 2 ** 20)} MiB, more than ${percent} % of ${spec.resources?.limits?.memory}`,
        ),
        ...when(
          workers < size / 50,
          `${title}: it has ${workers} workers for ${size} places; give ${Math.ceil(size / 50)}`,
        ),
      ];
    }),
});
