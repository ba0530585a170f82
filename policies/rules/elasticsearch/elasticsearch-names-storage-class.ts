import { list } from "../../objects";
import { runs } from "../../read/products";
import { each, rule, when } from "../../rule";
import { elasticsearchWith } from "./examples";

const claim = (spec: Record<string, string>) =>
  elasticsearchWith({ set: { volumeClaimTemplates: [{ metadata: { name: "data" }, spec }] } });

export const elasticsearchNamesStorageClass = rule({
  name: "elasticsearch-names-storage-class",
  family: "elasticsearch",
  scope: "resource",
  severity: "medium",
  from: "prod",
  settings: { required: false },
  meaning: { required: "whether the default class of the cluster is not enough" },
  title: "The claims of Elasticsearch name their StorageClass, where the environment wants it",
  why: "The default class differs between clusters and may be a slow disk; it cannot be changed afterwards.",
  remedy: "set storageClassName in the volumeClaimTemplate",
  source: "https://kubernetes.io/docs/concepts/storage/storage-classes/#default-storageclass",
  bad: claim({ storageClassName: "" }),
  good: claim({ storageClassName: "fast" }),
  check: (object, { settings }) => {
    if (object.kind !== "StatefulSet" || !runs(object, "elasticsearch")) return [];
    return each(list(object.manifest.spec.volumeClaimTemplates), ({ metadata, spec }) => {
      const name: unknown = spec?.storageClassName;
      return when(
        name === "" || (name === undefined && settings.required),
        `volumeClaimTemplate ${metadata?.name} has no storageClassName`,
      );
    });
  },
});
