import { list, namespaceOf } from "../../objects";
import { quantity } from "../../parse/quantity";
import { running } from "../../read/products";
import { elasticsearchAt } from "../../read/storage";
import { numberOf, valueOf } from "../../read/variables";
import { each, rule, when } from "../../rule";
import { oapWith } from "../skywalking/examples";
import { elasticsearchWith } from "./examples";

const SERVER = oapWith({
  SW_STORAGE: "elasticsearch",
  SW_STORAGE_ES_CLUSTER_NODES: "elasticsearch.tracing.svc:9200",
});
const disk = (storage: string) =>
  elasticsearchWith({
    set: {
      volumeClaimTemplates: [
        { metadata: { name: "data" }, spec: { resources: { requests: { storage } } } },
      ],
    },
  });

export const elasticsearchDiskFits = rule({
  name: "elasticsearch-disk-fits",
  family: "elasticsearch",
  scope: "stack",
  severity: "medium",
  from: "prod",
  settings: { gibibytesPerDay: 1 },
  meaning: { gibibytesPerDay: "what is stored in a day, without copies" },
  title: "The disks of Elasticsearch hold all days that OAP keeps, with room to spare",
  why: "At 95 % Elasticsearch makes every index read-only, and OAP stores nothing any more.",
  remedy: "give larger disks or more nodes, or keep fewer days",
  source:
    "https://www.elastic.co/guide/en/elasticsearch/reference/8.18/modules-cluster.html#disk-based-shard-allocation",
  bad: [SERVER, ...disk("1Gi")],
  good: [SERVER, ...disk("50Gi")],
  check: (object, { stack, settings }) =>
    each(running(object, "oap"), ({ title, spec, pod }) => {
      if (pod.kind === "ends") return [];
      const nodes = elasticsearchAt(
        valueOf(spec, "SW_STORAGE_ES_CLUSTER_NODES"),
        namespaceOf(object),
        stack,
      );
      const room = nodes.reduce((sum, node) => sum + node.replicas * sizeOf(node), 0);
      const days = numberOf(spec, "SW_CORE_RECORD_DATA_TTL", 3) + 1;
      const copies = 1 + numberOf(spec, "SW_STORAGE_ES_SUPER_DATASET_INDEX_REPLICAS_NUMBER", 0);
      const wanted = settings.gibibytesPerDay * 2 ** 30 * days * copies * 1.3;
      const told = (bytes: number) => Math.ceil(bytes / 2 ** 30);
      return when(
        room > 0 && wanted > room,
        `${title}: ${days} days take ${told(wanted)} GiB, and the disks of its storage have ${told(room)}`,
      );
    }),
});

function sizeOf({ of }: { of: Parameters<typeof namespaceOf>[0] }): number {
  return list(of.manifest.spec?.volumeClaimTemplates).reduce(
    (sum: number, { spec }) => sum + quantity(spec?.resources?.requests?.storage),
    0,
  );
}
