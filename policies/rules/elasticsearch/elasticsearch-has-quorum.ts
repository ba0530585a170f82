import { clusterOf, mayBeMaster, nodesOf } from "../../read/elasticsearch";
import { each, rule } from "../../rule";
import { elasticsearchWith } from "./examples";

export const elasticsearchHasQuorum = rule({
  name: "elasticsearch-has-quorum",
  family: "elasticsearch",
  scope: "stack",
  severity: "critical",
  from: "prod",
  title:
    "An Elasticsearch has three nodes or more that may become master, and an odd number of them",
  why: "With one or two, the loss of a node stops the cluster; a fourth one adds nothing.",
  remedy: "run 3 or 5 nodes with the role master",
  source:
    "https://www.elastic.co/guide/en/elasticsearch/reference/8.18/high-availability-cluster-small-clusters.html",
  bad: elasticsearchWith({ replicas: 2 }),
  good: elasticsearchWith({ replicas: 3 }),
  check: (object, { stack }) =>
    each(nodesOf(object, stack), (node) => {
      if (!mayBeMaster(node)) return [];
      const masters = clusterOf(node, stack)
        .filter(mayBeMaster)
        .reduce((sum, { pod }) => sum + pod.replicas, 0);
      return masters < 3 || masters % 2 === 0
        ? [`${masters} of its nodes may become master; give 3 or more, and an odd number`]
        : [];
    }),
});
