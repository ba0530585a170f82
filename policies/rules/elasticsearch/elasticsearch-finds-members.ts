import { namespaceOf, podsOf } from "../../objects";
import { serviceNamed } from "../../parse/address";
import { clusterOf, names, settingsOf } from "../../read/elasticsearch";
import { runningIn } from "../../read/products";
import { each, rule, when } from "../../rule";
import { elasticsearchWith } from "./examples";

export const elasticsearchFindsMembers = rule({
  name: "elasticsearch-finds-members",
  family: "elasticsearch",
  scope: "stack",
  severity: "critical",
  title: "Several nodes of Elasticsearch find each other, and one alone does not look for others",
  why: "A node with discovery.type single-node never joins: three of them are three clusters with a third of the data each.",
  remedy:
    "set discovery.type to single-node for 1 node, and discovery.seed_hosts to the headless Service for more",
  source: "https://www.elastic.co/guide/en/elasticsearch/reference/8.18/discovery-settings.html",
  bad: elasticsearchWith({ replicas: 3, settings: { "discovery.type": "single-node" } }),
  good: elasticsearchWith({
    replicas: 3,
    settings: { "discovery.seed_hosts": "elasticsearch-nodes" },
  }),
  check: (object, { stack }) =>
    each(podsOf(object), (pod) => {
      if (pod.isOperated || pod.kind === "ends" || runningIn(pod, "elasticsearch").length === 0)
        return [];
      const owned = { ...pod, of: object };
      const settings = settingsOf(owned, stack);
      const count = clusterOf({ pod: owned, settings }, stack).reduce(
        (sum, node) => sum + node.pod.replicas,
        0,
      );
      const isAlone = settings["discovery.type"] === "single-node";
      const seeds = names(settings["discovery.seed_hosts"]);
      if (count < 2)
        return when(
          !isAlone && seeds.length === 0,
          "it is 1 node, and discovery.type is not single-node",
        );
      return [
        ...when(isAlone, `discovery.type is single-node, and there are ${count} nodes`),
        ...when(
          !isAlone && seeds.length === 0,
          `discovery.seed_hosts is missing, and there are ${count} nodes`,
        ),
        ...seeds.flatMap((seed) => {
          const { service, namespace } =
            serviceNamed(seed.replace(/:.*/, ""), namespaceOf(object)) ?? {};
          if (service === undefined) return [];
          const found = stack.find("Service", service, namespace);
          if (found === undefined)
            return [`discovery.seed_hosts names ${seed}, and there is no such Service`];
          return when(
            found.manifest.spec?.clusterIP !== "None",
            `discovery.seed_hosts names ${seed}, which is not headless`,
          );
        }),
      ];
    }),
});
