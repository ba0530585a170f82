import { nameOf, podsOf } from "../../objects";
import { clusterOf, mayBeMaster, names, settingsOf } from "../../read/elasticsearch";
import { runningIn } from "../../read/products";
import { each, rule, when } from "../../rule";
import { elasticsearchWith } from "./examples";

const FIRST = "cluster.initial_master_nodes";
const nodes = (first: string) =>
  elasticsearchWith({
    replicas: 3,
    settings: { "discovery.seed_hosts": "elasticsearch-nodes", [FIRST]: first },
  });

export const elasticsearchFirstMasters = rule({
  name: "elasticsearch-first-masters",
  family: "elasticsearch",
  scope: "stack",
  severity: "high",
  title: "The first masters of an Elasticsearch are exactly the pods that may become it",
  why: "With other names no cluster forms, or two of them do; nodes without the role must not name any.",
  remedy:
    "list <name>-0 to <name>-<n-1> in cluster.initial_master_nodes, or leave it out once the cluster has formed",
  source:
    "https://www.elastic.co/guide/en/elasticsearch/reference/8.18/modules-discovery-bootstrap-cluster.html",
  bad: nodes("elasticsearch-0,elasticsearch-1"),
  good: nodes("elasticsearch-0,elasticsearch-1,elasticsearch-2"),
  check: (object, { stack }) =>
    each(podsOf(object), (pod) => {
      if (pod.isOperated || pod.kind === "ends" || runningIn(pod, "elasticsearch").length === 0)
        return [];
      const owned = { ...pod, of: object };
      const node = { pod: owned, settings: settingsOf(owned, stack) };
      const first = names(node.settings[FIRST]);
      if (first.length === 0) return [];
      const isAlone = node.settings["discovery.type"] === "single-node";
      const masters = clusterOf(node, stack)
        .filter(mayBeMaster)
        .flatMap((one) =>
          Array.from({ length: one.pod.replicas }, (_, index) => `${nameOf(one.pod.of)}-${index}`),
        );
      const isExact = [...first].sort().join() === [...masters].sort().join();
      return [
        ...when(isAlone, `${FIRST} is set, and discovery.type is single-node`),
        ...when(!mayBeMaster(node), `${FIRST} is set on nodes that may not become master`),
        ...when(
          !isAlone && mayBeMaster(node) && !isExact,
          `${FIRST} is ${first.join(", ")}; give ${masters.join(", ")}`,
        ),
      ];
    }),
});
