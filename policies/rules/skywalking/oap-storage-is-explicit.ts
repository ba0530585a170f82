import { running } from "../../read/products";
import { isGiven, valueOf } from "../../read/variables";
import { each, rule, when } from "../../rule";
import { oapWith } from "./examples";

/** The variable with the address of each storage. */
const ADDRESS: Readonly<Record<string, string>> = {
  elasticsearch: "SW_STORAGE_ES_CLUSTER_NODES",
  banyandb: "SW_STORAGE_BANYANDB_TARGETS",
  mysql: "SW_JDBC_URL",
  postgresql: "SW_JDBC_URL",
};

export const oapStorageIsExplicit = rule({
  name: "oap-storage-is-explicit",
  family: "skywalking",
  scope: "resource",
  severity: "critical",
  title: "OAP is told its storage and the address of it",
  why: "By default it looks for BanyanDB on 127.0.0.1, and an upgrade may choose another storage.",
  remedy: "set SW_STORAGE, and the variable with the address of that storage",
  source: "https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/backend-storage/",
  bad: [oapWith({ SW_STORAGE_ES_CLUSTER_NODES: "es.tracing.svc:9200" })],
  good: [
    oapWith({ SW_STORAGE: "elasticsearch", SW_STORAGE_ES_CLUSTER_NODES: "es.tracing.svc:9200" }),
  ],
  check: (object) =>
    each(running(object, "oap"), ({ title, spec }) => {
      if (!isGiven(spec, "SW_STORAGE")) return [`${title}: SW_STORAGE is not set`];
      const storage = valueOf(spec, "SW_STORAGE");
      if (storage === "") return [`${title}: SW_STORAGE is empty`];
      if (storage === undefined) return [];
      const address = ADDRESS[storage];
      return [
        ...when(
          address === undefined,
          `${title}: SW_STORAGE is ${storage}; give one of ${Object.keys(ADDRESS).join(", ")}`,
        ),
        ...when(
          address !== undefined && !isGiven(spec, address),
          `${title}: ${address} is not set`,
        ),
      ];
    }),
});
