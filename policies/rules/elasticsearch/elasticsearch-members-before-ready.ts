import { list, namespaceOf, podsOf } from "../../objects";
import { runningIn } from "../../read/products";
import { each, rule, when } from "../../rule";
import { elasticsearchWith } from "./examples";

const PARALLEL = { podManagementPolicy: "Parallel" };

export const elasticsearchMembersBeforeReady = rule({
  name: "elasticsearch-members-before-ready",
  family: "elasticsearch",
  scope: "stack",
  severity: "high",
  title: "Nodes of Elasticsearch start together, and are found before they are ready",
  why: "None is ready before a master is elected, and none is elected before they find each other.",
  remedy:
    "set publishNotReadyAddresses of the headless Service to true, and podManagementPolicy to Parallel",
  source:
    "https://github.com/elastic/cloud-on-k8s/blob/v3.2.0/pkg/controller/elasticsearch/nodespec/statefulset.go",
  bad: elasticsearchWith({ replicas: 3, members: { publishNotReadyAddresses: false } }),
  good: elasticsearchWith({ replicas: 3, set: PARALLEL }),
  check: (object, { stack }) => {
    if (object.kind !== "StatefulSet") return [];
    return each(podsOf(object), (pod) => {
      if (pod.replicas < 2 || runningIn(pod, "elasticsearch").length === 0) return [];
      const { podManagementPolicy, serviceName } = object.manifest.spec;
      const services = list(serviceName && [serviceName]).flatMap(
        (name) => stack.find("Service", name, namespaceOf(object)) ?? [],
      );
      return [
        ...when(
          podManagementPolicy !== "Parallel",
          `spec.podManagementPolicy is ${podManagementPolicy ?? "OrderedReady"}; give Parallel`,
        ),
        ...services
          .filter(({ manifest }) => manifest.spec?.publishNotReadyAddresses !== true)
          .map(({ title }) => `its ${title} does not publish addresses that are not ready`),
      ];
    });
  },
});
