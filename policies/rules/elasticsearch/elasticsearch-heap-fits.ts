import { heapOf } from "../../parse/java-options";
import { quantity } from "../../parse/quantity";
import { running } from "../../read/products";
import { valueOf } from "../../read/variables";
import { each, rule, when } from "../../rule";
import { elasticsearchWith } from "./examples";

const LIMITS = { resources: { limits: { memory: "8Gi" } } };
const heap = (value: string) =>
  elasticsearchWith({ container: { ...LIMITS, env: [{ name: "ES_JAVA_OPTS", value }] } });

export const elasticsearchHeapFits = rule({
  name: "elasticsearch-heap-fits",
  family: "elasticsearch",
  scope: "resource",
  severity: "high",
  settings: { percent: 50, gigabytes: 31 },
  meaning: {
    percent: "how much of its memory limit the heap may take",
    gigabytes: "largest heap with short pointers",
  },
  title: "The heap of Elasticsearch is fixed, and no more than half of its memory",
  why: "The other half caches files; a heap that grows stops the node, and above 31 GB it holds less than below.",
  remedy:
    "give -Xms and -Xmx in ES_JAVA_OPTS the same value, half of the memory limit, or leave both out",
  source:
    "https://www.elastic.co/guide/en/elasticsearch/reference/8.18/advanced-configuration.html#set-jvm-heap-size",
  bad: heap("-Xms6g -Xmx6g"),
  good: heap("-Xms4g -Xmx4g"),
  check: (object, { settings }) =>
    each(running(object, "elasticsearch"), ({ title, spec }) => {
      const { min, max } = heapOf(valueOf(spec, "ES_JAVA_OPTS") ?? "");
      const limit = quantity(spec.resources?.limits?.memory);
      if (max === undefined)
        return when(min !== undefined, `${title}: ES_JAVA_OPTS has -Xms and no -Xmx`);
      return [
        ...when(min !== max, `${title}: ES_JAVA_OPTS gives -Xms and -Xmx different values`),
        ...when(
          max > (limit * settings.percent) / 100,
          `${title}: -Xmx takes more than ${settings.percent} % of the memory limit ${spec.resources?.limits?.memory}`,
        ),
        ...when(
          max > settings.gigabytes * 2 ** 30,
          `${title}: -Xmx is more than ${settings.gigabytes}g`,
        ),
      ];
    }),
});
