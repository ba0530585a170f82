import {
  type EckElasticsearch,
  type ExternalElasticsearch,
  externalElasticsearch,
  type NativeElasticsearch,
} from "../../components/elasticsearch";
import {
  indexPatternOf,
  type JaegerElasticsearch,
  type JaegerStore,
  policyNameOf,
} from "../../components/kit/jaeger-store";
import type { ElasticsearchConnection } from "../../components/kit/store";

/** What the stack gives to each of its components itself. */
export type Shared = "namespace" | "images" | "placement";

/** Which Elasticsearch or OpenSearch Jaeger keeps its traces in. */
export type JaegerServer =
  /** One that another stack runs, with a user of Jaeger's own: see `Elasticsearch.others`. */
  | { kind: "shared"; connection: ElasticsearchConnection }
  | ({ kind: "external" } & ExternalElasticsearch)
  | Omit<EckElasticsearch, Shared>
  | Omit<NativeElasticsearch, Shared>;

/** Where Jaeger keeps its traces: any of its stores, or Elasticsearch by its server. */
export type JaegerStorage =
  | Exclude<JaegerStore, JaegerElasticsearch>
  | (Omit<JaegerElasticsearch, "connection"> & { server: JaegerServer });

/** The user of Jaeger in an Elasticsearch that others use as well, with rights on its own indices alone. */
export function jaegerUser(store: Pick<JaegerElasticsearch, "indexPrefix" | "rotation">) {
  const isMoved = policyNameOf(store) !== undefined;
  return {
    user: "jaeger",
    indexPattern: indexPatternOf(store),
    ...(isMoved ? { lifecycle: "on" as const } : {}),
  };
}

type Own = Omit<EckElasticsearch, Shared> | Omit<NativeElasticsearch, Shared>;

/** The store, where `run` makes an Elasticsearch. */
export function storeOf(
  storage: JaegerStorage,
  run: (server: Own) => ElasticsearchConnection,
): JaegerStore {
  if (!("server" in storage)) return storage;
  const { server, ...settings } = storage;
  switch (server.kind) {
    case "shared":
      return { ...settings, connection: server.connection };
    case "external":
      return { ...settings, connection: externalElasticsearch(server) };
    case "eck":
    case "native":
      return { ...settings, connection: run({ ...jaegerUser(settings), ...server }) };
  }
}
