import type { Endpoint } from "../kit/endpoint";
import type { Credentials, ElasticsearchConnection } from "../kit/store";
import type { CaBundle } from "../kit/tls";

/**
 * Where OAP keeps its data. OAP reads every setting as YAML, so user and password must not look like
 * anything but text: not digits only, not `true`, without ` #`.
 * @see https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/backend-storage/
 */
export type OapStorage = ElasticsearchStorage | BanyandbStorage | PostgresqlStorage | MysqlStorage;

/** Elasticsearch 6 to 8, or OpenSearch. */
export interface ElasticsearchStorage {
  kind: "elasticsearch";
  connection: ElasticsearchConnection;
  /** Begins the name of every index, as in `sw_segment-20260401`. @default "sw" */
  indexPrefix?: string;
  /** Days that share an index; data outlives its retention by up to as much. @default 1 */
  dayStep?: number;
  /** Primary shards of an index. @default 1 */
  shards?: number;
  /** Copies of each shard. @default 1, or 0 on a single data node */
  replicas?: number;
  /** The big indices: traces, logs, Zipkin spans. */
  superDataset?: {
    /** @default that of all indices */
    dayStep?: number;
    /** Times `shards` is the number of their shards. @default 5 */
    shardsFactor?: number;
    /** @default that of all indices; OAP's own is 0, which loses traces with one data node */
    replicas?: number;
  };
  /** When what is buffered goes to the server: at the first of these. */
  bulk?: {
    /** @default 5000 */
    actions?: number;
    /** @default 10 */
    mebibytes?: number;
    /** @default 5 */
    flushSeconds?: number;
    /** @default 2 */
    concurrentRequests?: number;
  };
  /** Index settings by name, such as `{ "index.translog.durability": "async" }`. */
  settings?: Readonly<Record<string, string | number | boolean>>;
}

/** BanyanDB, whose schema keeps the retention. */
export interface BanyandbStorage {
  kind: "banyandb";
  /** The servers, or the liaison nodes of a cluster; usually port 17912. */
  targets: readonly Endpoint[];
  /** API version of the servers, such as `0.10`: OAP exits when it is not the one that it knows. */
  apiVersion: string;
  /** Begins the name of every group, as in `sw_trace`. @default "sw" */
  indexPrefix?: string;
  credentials?: Credentials;
  /** Connects over TLS, to servers with a certificate of this CA. Servers that speak `grpcs` need it. */
  ca?: CaBundle;
}

interface Database {
  endpoint: Endpoint;
  database: string;
  credentials: Credentials;
  /** Connects over TLS only, and only to a server with a certificate of this CA for its name. */
  ca?: CaBundle;
}

/** PostgreSQL. */
export interface PostgresqlStorage extends Database {
  kind: "postgresql";
}

/** MySQL, whose driver may not be part of the image for its licence. */
export interface MysqlStorage extends Database {
  kind: "mysql";
  driver: MysqlDriver;
}

/** Where the jar of MySQL Connector/J comes from. */
export type MysqlDriver =
  /** The OAP image of the own registry has it, in `/skywalking/oap-libs`. */
  | { kind: "inImage" }
  /** An init container copies it from an image that has `cp`. */
  | { kind: "copied"; repository: string; tag: string; path: string };

/** How long data is kept. */
export interface Retention {
  /** Traces, logs, alarms, in days. @default 3 */
  recordsDays: number;
  /** Metrics and topology, in days. @default 7 */
  metricsDays: number;
}

/** Where the pods connect to because of the storage. */
export function storageTargets(storage: OapStorage): readonly Endpoint[] {
  switch (storage.kind) {
    case "elasticsearch":
      return [storage.connection.endpoint];
    case "banyandb":
      return storage.targets;
    case "postgresql":
    case "mysql":
      return [storage.endpoint];
  }
}

/** The CA of the storage, and whether the program reads it as PEM or as a Java truststore. */
export function storageTrust(
  storage: OapStorage,
): { ca: CaBundle; format: "pem" | "truststore" } | undefined {
  const { ca } = storage.kind === "elasticsearch" ? storage.connection : storage;
  if (ca === undefined) return undefined;
  const pem = storage.kind === "banyandb" || storage.kind === "postgresql";
  return { ca, format: pem ? "pem" : "truststore" };
}

/** Seconds until what is buffered for the storage is written, at the latest. */
export function flushSeconds(storage: OapStorage): number {
  if (storage.kind === "elasticsearch") return storage.bulk?.flushSeconds ?? 5;
  return storage.kind === "banyandb" ? 15 : 5;
}

/** Copies of each shard: of most indices, and of the big ones. */
export function copiesOf({ connection, replicas, superDataset }: ElasticsearchStorage) {
  const all = replicas ?? (connection.dataNodes === 1 ? 0 : 1);
  return { all, superDataset: superDataset?.replicas ?? all };
}
