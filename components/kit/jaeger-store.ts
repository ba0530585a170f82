import type { Endpoint } from "./endpoint";
import type { Disk } from "./size";
import type { Credentials, ElasticsearchConnection } from "./store";
import type { CaBundle } from "./tls";

/** Where Jaeger keeps its traces: what its collector, query, ingester and jobs are all given. */
export type JaegerStore =
  | JaegerElasticsearch
  | JaegerCassandra
  | JaegerClickHouse
  | JaegerRemoteStore
  | JaegerBadger
  | JaegerMemory;

/** A store that every pod reaches; the others are inside of the one pod that writes them. */
export type SharedJaegerStore = Exclude<JaegerStore, JaegerBadger | JaegerMemory>;

/**
 * Elasticsearch 7.17, 8 or 9, or OpenSearch 1 to 3.
 * @see https://www.jaegertracing.io/docs/2.20/storage/elasticsearch/
 */
export interface JaegerElasticsearch {
  kind: "elasticsearch" | "opensearch";
  /** Address, user and CA: the same for whatever reads, writes or cleans up. */
  connection: ElasticsearchConnection;
  /** Begins the name of every index: `apm` makes `apm-jaeger-span-…`. @default none: `jaeger-span-…` */
  indexPrefix?: string;
  /** How indices are named, and so who makes and deletes them. @default { kind: "periodic" } */
  rotation?: JaegerRotation;
  /** Shards of an index of spans; all other indices have one. @default 3 */
  spanShards?: number;
  /** Copies of each shard; each needs a node of its own. @default 1, and 0 where one node keeps data */
  replicas?: number;
  /** How far back a search looks, in hours. @default 72 */
  lookbackHours?: number;
  /** How spans are written, in each pod that writes. */
  bulk?: {
    /** Size that a request is sent at, in MiB. @default 5 */
    mebibytes?: number;
    /** Number of documents that a request is sent at. @default 1000 */
    actions?: number;
    /** Longest wait for more, in milliseconds. @default 200 */
    flushMs?: number;
    /** Requests at once. @default 4 */
    workers?: number;
  };
  /** Keeps what people archive in indices of their own, which no cleaner of the others touches. @default none */
  archive?: {
    /** How far back an archived trace is looked for, in days. @default 365 */
    lookbackDays?: number;
  };
}

/** How the indices of Elasticsearch follow each other. */
export type JaegerRotation =
  /** One for each day or hour; `jaeger-es-index-cleaner` deletes the old ones. */
  | { kind: "periodic"; every?: "day" | "hour" }
  /** Aliases that `jaeger-es-rollover` moves on; its `init` must have run before Jaeger writes. */
  | { kind: "rollover" }
  /** The same aliases, moved on by a policy of Elasticsearch or OpenSearch; no job cleans up. */
  | { kind: "ilm"; /** @default "jaeger-ilm-policy" */ policy?: string };

/** @see https://www.jaegertracing.io/docs/2.20/storage/cassandra/ */
export interface JaegerCassandra {
  kind: "cassandra";
  /** Servers to begin with, all at one port; each speaks `tcp`. */
  servers: readonly Endpoint[];
  /** @default no user */
  credentials?: Credentials;
  /** @default no TLS */
  ca?: CaBundle;
  /** @default "jaeger_dc1" */
  keyspace?: string;
  /** Data center whose nodes are asked. @default "dc1" */
  datacenter?: string;
  /** Makes the keyspace when it is missing. @default someone else made it */
  schema?: {
    /** Copies of the data. @default 3 */
    replicationFactor?: number;
    /** How long traces are kept, in hours. @default 48 */
    keptHours?: number;
  };
  /** Keyspace of archived traces. @default none */
  archive?: { keyspace: string };
}

/** @see https://github.com/jaegertracing/jaeger/blob/v2.20.0/internal/storage/v2/clickhouse/config.go */
export interface JaegerClickHouse {
  kind: "clickhouse";
  /** Speak `tcp` (the native protocol, 9000). */
  servers: readonly Endpoint[];
  credentials: Credentials;
  /** CA of the servers, from Jaeger 2.20 on. @default no TLS */
  ca?: CaBundle;
  /** Must exist. @default "jaeger" */
  database?: string;
  /** How long traces are kept, in hours, from Jaeger 2.20 on. @default for ever */
  keptHours?: number;
}

/**
 * A server of Jaeger's storage protocol, such as `jaeger-remote-storage` or a collector with a store
 * in its own pod.
 * @see https://www.jaegertracing.io/docs/2.20/storage/remote-storage/
 */
export interface JaegerRemoteStore {
  kind: "grpc";
  /** Speaks `grpc` or `grpcs`. */
  endpoint: Endpoint;
  /** @default none; over `grpcs` a public CA */
  ca?: CaBundle;
  /** How long a call may take, in seconds. @default 5 */
  timeoutSeconds?: number;
  /** Server of archived traces. @default none */
  archive?: { endpoint: Endpoint };
}

/** On the volume of the one pod that writes. */
export interface JaegerBadger {
  kind: "badger";
  volume: { size: Disk; storageClass?: string };
  /** How long traces are kept, in hours. @default 72 */
  keptHours?: number;
}

/** In the memory of the one pod that writes, gone with it. */
export interface JaegerMemory {
  kind: "memory";
  /** Traces that are kept; the oldest goes first. @default 50000 */
  maxTraces?: number;
}

/** Whether only the pod that writes it can read it. */
export function isLocal(store: JaegerStore): store is JaegerBadger | JaegerMemory {
  return store.kind === "badger" || store.kind === "memory";
}

/** What stands before `jaeger-span-…` in the names of all indices but those of the archive. */
export function indexPrefixOf({ indexPrefix }: Pick<JaegerElasticsearch, "indexPrefix">): string {
  return indexPrefix === undefined ? "" : `${indexPrefix}-`;
}

/** Prefix of the archive's indices: it fits the pattern of the others, and none of the cleaner's. */
export function archivePrefixOf({ indexPrefix }: Pick<JaegerElasticsearch, "indexPrefix">): string {
  return `${indexPrefix ?? "jaeger"}-archive`;
}

/** The indices that Jaeger's user may touch, for `indexPattern` of `Elasticsearch`. */
export function indexPatternOf({ indexPrefix }: Pick<JaegerElasticsearch, "indexPrefix">): string {
  return `${indexPrefix ?? "jaeger"}-*`;
}

/** Name of the lifecycle policy, where one moves the indices on. */
export function policyNameOf({
  rotation,
}: Pick<JaegerElasticsearch, "rotation">): string | undefined {
  return rotation?.kind === "ilm" ? (rotation.policy ?? "jaeger-ilm-policy") : undefined;
}

/** Copies of each shard. */
export function copiesOf({ replicas, connection }: JaegerElasticsearch): number {
  return replicas ?? (connection.dataNodes === 1 ? 0 : 1);
}

/** Shards of an index of spans; all other indices have one. */
export function spanShardsOf({ spanShards = 3 }: JaegerElasticsearch): number {
  return spanShards;
}
