import { containersOf, list, podsOf } from "../../objects";
import { runningIn } from "../../read/products";
import { each, rule } from "../../rule";
import { elasticsearchWith } from "./examples";

const COMMAND = ["sysctl", "-w", "vm.max_map_count=262144"];
const INIT = { name: "sysctl", image: "docker.io/library/busybox:1.37", command: COMMAND };

export const elasticsearchNoSysctl = rule({
  name: "elasticsearch-no-sysctl",
  family: "elasticsearch",
  scope: "resource",
  severity: "high",
  title: "No container sets vm.max_map_count for Elasticsearch",
  why: "It has to be privileged, and changes the machine for everybody.",
  remedy:
    "set vm.max_map_count to 1048576 on the nodes, or node.store.allow_mmap to false outside of production",
  source: "https://www.elastic.co/guide/en/cloud-on-k8s/2.16/k8s-virtual-memory.html",
  bad: elasticsearchWith({ pod: { initContainers: [INIT] } }),
  good: elasticsearchWith({}),
  check: (object) =>
    each(podsOf(object), (pod) =>
      runningIn(pod, "elasticsearch").length === 0
        ? []
        : containersOf(pod)
            .filter(({ spec }) =>
              [...list(spec.command), ...list(spec.args)].join(" ").includes("vm.max_map_count"),
            )
            .map(({ title }) => `${title} sets vm.max_map_count of the node`),
    ),
});
