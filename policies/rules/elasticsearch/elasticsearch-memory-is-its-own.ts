import { quantity } from "../../parse/quantity";
import { running } from "../../read/products";
import { each, rule, when } from "../../rule";
import { elasticsearchWith } from "./examples";

const memory = (request: string) =>
  elasticsearchWith({
    container: { resources: { requests: { memory: request }, limits: { memory: "8Gi" } } },
  });

export const elasticsearchMemoryIsItsOwn = rule({
  name: "elasticsearch-memory-is-its-own",
  family: "elasticsearch",
  scope: "resource",
  severity: "medium",
  title: "Elasticsearch requests the memory that it may use",
  why: "It uses all of it: on a node that promised it to others, the kernel kills one of them.",
  remedy: "set resources.requests.memory to resources.limits.memory",
  source: "https://www.elastic.co/guide/en/cloud-on-k8s/2.16/k8s-managing-compute-resources.html",
  bad: memory("4Gi"),
  good: memory("8Gi"),
  check: (object) =>
    each(running(object, "elasticsearch"), ({ title, spec }) => {
      const { requests, limits } = spec.resources ?? {};
      const isSame = quantity(requests?.memory ?? limits?.memory) === quantity(limits?.memory);
      return when(
        limits?.memory !== undefined && !isSame,
        `${title}: it requests ${requests?.memory} of memory, and may use ${limits?.memory}`,
      );
    }),
});
