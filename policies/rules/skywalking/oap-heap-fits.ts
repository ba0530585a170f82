import { heapOf } from "../../parse/java-options";
import { quantity } from "../../parse/quantity";
import { running } from "../../read/products";
import { valueOf, variable } from "../../read/variables";
import { each, rule, when } from "../../rule";
import { oapWith } from "./examples";

const LIMIT = { container: { resources: { limits: { memory: "4Gi" } } } };

export const oapHeapFits = rule({
  name: "oap-heap-fits",
  family: "skywalking",
  scope: "resource",
  severity: "high",
  settings: { percent: 75 },
  meaning: { percent: "how much of its memory limit the heap may take" },
  title: "JAVA_OPTS of OAP sets a heap that leaves room under the memory limit",
  why: "The image asks for 2 GB at the start and for a quarter of the node at most; above the limit the kernel kills it.",
  remedy:
    "set -Xms and -Xmx in JAVA_OPTS to the same value, at most 75 % of resources.limits.memory",
  source: "https://github.com/apache/skywalking/blob/v10.4.0/docker/oap/Dockerfile",
  bad: [oapWith({ JAVA_OPTS: "-Xms4g -Xmx4g" }, LIMIT)],
  good: [oapWith({ JAVA_OPTS: "-Xms3g -Xmx3g" }, LIMIT)],
  check: (object, { settings }) =>
    each(running(object, "oap"), ({ title, spec }) => {
      const { min, max } = heapOf(valueOf(spec, "JAVA_OPTS") ?? "");
      const limit = quantity(spec.resources?.limits?.memory);
      const room = (limit * settings.percent) / 100;
      const isWrongName = variable(spec, "SW_OAP_JAVA_OPTS") !== undefined;
      return [
        ...when(isWrongName, `${title}: the image does not read SW_OAP_JAVA_OPTS; give JAVA_OPTS`),
        ...when(max === undefined, `${title}: JAVA_OPTS has no -Xmx`),
        ...when(
          max !== undefined && min !== max,
          `${title}: JAVA_OPTS gives -Xms and -Xmx different values`,
        ),
        ...when(
          max !== undefined && max > room,
          `${title}: -Xmx takes more than ${settings.percent} % of the memory limit ${spec.resources?.limits?.memory}`,
        ),
      ];
    }),
});
