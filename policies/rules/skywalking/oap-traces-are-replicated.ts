import { namespaceOf } from "../../objects";
import { running } from "../../read/products";
import { nodesAt } from "../../read/storage";
import { numberOf, valueOf } from "../../read/variables";
import { each, rule, when } from "../../rule";
import { oapWith } from "./examples";

const STORAGE = { SW_STORAGE: "elasticsearch", SW_STORAGE_ES_CLUSTER_NODES: "es.tracing.svc:9200" };
const SUPER = "SW_STORAGE_ES_SUPER_DATASET_INDEX_REPLICAS_NUMBER";

export const oapTracesAreReplicated = rule({
  name: "oap-traces-are-replicated",
  family: "skywalking",
  scope: "stack",
  severity: "high",
  from: "prod",
  title: "Traces have a copy on a second node, and no index has more copies than nodes",
  why: "By default traces and logs have no copy: one lost node loses them. Copies without a node keep the cluster yellow.",
  remedy:
    "set SW_STORAGE_ES_SUPER_DATASET_INDEX_REPLICAS_NUMBER to 1, and both numbers below the number of nodes",
  source:
    "https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/storages/elasticsearch/",
  bad: [oapWith(STORAGE)],
  good: [oapWith({ ...STORAGE, [SUPER]: "1" })],
  check: (object, { stack }) =>
    each(running(object, "oap"), ({ title, spec }) => {
      if (valueOf(spec, "SW_STORAGE") !== "elasticsearch") return [];
      const nodes = nodesAt(
        valueOf(spec, "SW_STORAGE_ES_CLUSTER_NODES"),
        namespaceOf(object),
        stack,
      );
      const copies = {
        [SUPER]: numberOf(spec, SUPER, 0),
        SW_STORAGE_ES_INDEX_REPLICAS_NUMBER: numberOf(
          spec,
          "SW_STORAGE_ES_INDEX_REPLICAS_NUMBER",
          1,
        ),
      };
      return Object.entries(copies).flatMap(([name, copy]) => [
        ...when(copy < 1, `${title}: ${name} is ${copy}; give 1 or more`),
        ...when(
          nodes > 0 && copy >= nodes,
          `${title}: ${name} is ${copy}, and there are ${nodes} nodes`,
        ),
      ]);
    }),
});
