import { quantity } from "../../parse/quantity";
import { running } from "../../read/products";
import { satelliteSettings } from "../../read/satellite";
import { each, rule } from "../../rule";
import { satelliteWith } from "./examples";

const limits = (memory: string) => ({ container: { resources: { limits: { memory } } } });

export const satelliteQueuesFit = rule({
  name: "satellite-queues-fit",
  family: "satellite",
  scope: "stack",
  severity: "medium",
  settings: { pipes: 3, eventBytes: 20480, percent: 60 },
  meaning: {
    pipes: "pipes that fill up at the same time, such as traces, logs and access logs",
    eventBytes: "bytes of an event at most",
    percent: "how much of the memory limit the full queues may take",
  },
  title: "The full queues of Satellite fit into its memory",
  why: "When OAP is slow the queues fill up, and the kernel kills the pod with all that is in them.",
  remedy:
    "raise the memory limit, or lower SATELLITE_QUEUE_EVENT_BUFFER_SIZE or SATELLITE_QUEUE_PARTITION",
  source:
    "https://github.com/apache/skywalking-satellite/blob/v1.3.0/docs/en/setup/performance/als-load-balance/README.md",
  bad: [satelliteWith({}, limits("512Mi"))],
  good: [satelliteWith({}, limits("4Gi"))],
  check: (object, { stack, settings: { pipes, eventBytes, percent } }) =>
    each(running(object, "satellite"), (satellite) => {
      const { title, spec } = satellite;
      const told = satelliteSettings(satellite, object, stack);
      const limit = quantity(spec.resources?.limits?.memory);
      const size = told.number("SATELLITE_QUEUE_EVENT_BUFFER_SIZE", 5000);
      const bytes = pipes * told.number("SATELLITE_QUEUE_PARTITION", 4) * size * eventBytes;
      return bytes > (limit * percent) / 100
        ? [
            `${title}: full queues take ${Math.ceil(bytes / 2 ** 20)} MiB, more than ${percent} % of ${spec.resources.limits.memory}`,
          ]
        : [];
    }),
});
