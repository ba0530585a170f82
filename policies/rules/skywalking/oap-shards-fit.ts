import { namespaceOf, type Manifest } from "../../objects";
import { running } from "../../read/products";
import { nodesAt } from "../../read/storage";
import { numberOf, valueOf } from "../../read/variables";
import { each, rule } from "../../rule";
import { elasticsearchWith } from "../elasticsearch/examples";
import { oapWith } from "./examples";

const STORAGE = {
  SW_STORAGE: "elasticsearch",
  SW_STORAGE_ES_CLUSTER_NODES: "elasticsearch.tracing.svc:9200",
};
const NODE = elasticsearchWith({});

export const oapShardsFit = rule({
  name: "oap-shards-fit",
  family: "skywalking",
  scope: "stack",
  severity: "high",
  settings: { perNode: 1000, percent: 80 },
  meaning: {
    perNode: "shards that a node of Elasticsearch takes, cluster.max_shards_per_node",
    percent: "how many of them OAP may use",
  },
  title: "The indexes of all days that OAP keeps fit into Elasticsearch",
  why: "At cluster.max_shards_per_node Elasticsearch refuses new indexes, and OAP stores nothing from that midnight on.",
  remedy:
    "keep fewer days, raise SW_STORAGE_DAY_STEP, lower the shards or SW_STORAGE_ES_SUPER_DATASET_INDEX_SHARDS_FACTOR, or add nodes",
  source:
    "https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/storages/elasticsearch/",
  bad: [
    oapWith({ ...STORAGE, SW_CORE_RECORD_DATA_TTL: "60", SW_CORE_METRICS_DATA_TTL: "60" }),
    ...NODE,
  ],
  good: [oapWith(STORAGE), ...NODE],
  check: (object, { stack, settings }) =>
    each(running(object, "oap"), ({ title, spec, pod }) => {
      if (valueOf(spec, "SW_STORAGE") !== "elasticsearch" || pod.kind === "ends") return [];
      const nodes = nodesAt(
        valueOf(spec, "SW_STORAGE_ES_CLUSTER_NODES"),
        namespaceOf(object),
        stack,
      );
      if (nodes === 0) return [];
      const room = (nodes * settings.perNode * settings.percent) / 100;
      const shards = shardsOf(spec);
      return shards > room
        ? [
            `${title}: the indexes of its days have ${shards} shards, and ${nodes} nodes take ${room} of it`,
          ]
        : [];
    }),
});

/**
 * One index of metrics and one of records a day, and four large ones: segments, logs, Zipkin spans and
 * errors of browsers, each with a factor of its own for shards and replicas.
 */
function shardsOf(spec: Manifest): number {
  const number = (name: string, otherwise: number) => numberOf(spec, name, otherwise);
  const step = Math.max(1, number("SW_STORAGE_DAY_STEP", 1));
  const largeStep = number("SW_STORAGE_ES_SUPER_DATASET_DAY_STEP", -1);
  const shards = number("SW_STORAGE_ES_INDEX_SHARDS_NUMBER", 1);
  const copies = 1 + number("SW_STORAGE_ES_INDEX_REPLICAS_NUMBER", 1);
  const factor = number("SW_STORAGE_ES_SUPER_DATASET_INDEX_SHARDS_FACTOR", 5);
  const largeCopies = 1 + number("SW_STORAGE_ES_SUPER_DATASET_INDEX_REPLICAS_NUMBER", 0);
  const records = number("SW_CORE_RECORD_DATA_TTL", 3);
  const metrics = number("SW_CORE_METRICS_DATA_TTL", 7);
  const days = (count: number, each: number) => Math.ceil(count / each) + 1;
  return (
    (days(metrics, step) + days(records, step)) * shards * copies +
    4 * days(records, largeStep > 0 ? largeStep : step) * shards * factor * largeCopies
  );
}
