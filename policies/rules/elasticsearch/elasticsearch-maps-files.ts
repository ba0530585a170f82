import { nodesOf } from "../../read/elasticsearch";
import { each, rule, when } from "../../rule";
import { elasticsearchWith } from "./examples";

export const elasticsearchMapsFiles = rule({
  name: "elasticsearch-maps-files",
  family: "elasticsearch",
  scope: "stack",
  severity: "high",
  from: "prod",
  title: "Elasticsearch maps its files into memory",
  why: "Without it every search reads through the heap, and is several times slower.",
  remedy: "leave node.store.allow_mmap out, and set vm.max_map_count to 1048576 on the nodes",
  source:
    "https://www.elastic.co/guide/en/elasticsearch/reference/8.18/index-modules-store.html#allow-mmap",
  bad: elasticsearchWith({ settings: { "node.store.allow_mmap": "false" } }),
  good: elasticsearchWith({}),
  check: (object, { stack }) =>
    each(nodesOf(object, stack), ({ settings }) =>
      when(settings["node.store.allow_mmap"] === false, "node.store.allow_mmap is false"),
    ),
});
