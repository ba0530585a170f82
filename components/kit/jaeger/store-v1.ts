import * as pulumi from "@pulumi/pulumi";
import { type Endpoint, urlOf } from "../endpoint";
import type { Env, SecretKey } from "../env";
import {
  copiesOf,
  isLocal,
  type JaegerCassandra,
  type JaegerElasticsearch,
  type JaegerRemoteStore,
  type JaegerStore,
  policyNameOf,
  type SharedJaegerStore,
  spanShardsOf,
} from "../jaeger-store";
import { pathOf } from "./folders";

/** Stores that Jaeger 1 knows and that several pods can share. */
export type V1Store = Exclude<SharedJaegerStore, { kind: "clickhouse" }>;

/** Whether Jaeger 1 can share the store among its parts. */
export function isKnownToV1(store: JaegerStore): store is V1Store {
  return !isLocal(store) && store.kind !== "clickhouse";
}

/**
 * Variables that tell Jaeger 1 its store. Files of the store are where `storeParts` puts them.
 * @see https://www.jaegertracing.io/docs/1.76/deployment/cli/
 */
export function storeEnvOfV1(store: V1Store): Env {
  const type = { SPAN_STORAGE_TYPE: store.kind };
  switch (store.kind) {
    case "elasticsearch":
    case "opensearch":
      return { ...type, ...elasticsearch(store) };
    case "cassandra":
      return { ...type, ...cassandra(store) };
    case "grpc":
      return { ...type, ...remote(store) };
  }
}

/** @see https://github.com/jaegertracing/jaeger/blob/v1.76.0/internal/storage/v1/elasticsearch/options.go */
function elasticsearch(store: JaegerElasticsearch): Env {
  const { connection, indexPrefix, lookbackHours = 72, rotation, bulk = {}, archive } = store;
  const { endpoint, credentials, ca } = connection;
  const { mebibytes = 5, actions = 1000, flushMs = 200, workers = 4 } = bulk;
  const isPeriodic = (rotation?.kind ?? "periodic") === "periodic";
  const every = rotation?.kind === "periodic" ? (rotation.every ?? "day") : "day";
  const aliases = `${!isPeriodic}`;
  return {
    ES_SERVER_URLS: urlOf(endpoint),
    ...(credentials === undefined
      ? {}
      : {
          ES_USERNAME: { secret: credentials.username },
          ES_PASSWORD_FILE: pathOf("storePassword"),
        }),
    ...(endpoint.speaks === "https" ? { ES_TLS_ENABLED: "true" } : {}),
    ...(ca === undefined ? {} : { ES_TLS_CA: pathOf("storeCa") }),
    ...(indexPrefix === undefined ? {} : { ES_INDEX_PREFIX: indexPrefix }),
    ES_NUM_SHARDS: `${spanShardsOf(store)}`,
    ES_NUM_REPLICAS: `${copiesOf(store)}`,
    ES_CREATE_INDEX_TEMPLATES: `${isPeriodic}`,
    ES_USE_ALIASES: aliases,
    ES_USE_ILM: `${policyNameOf(store) !== undefined}`,
    ES_INDEX_ROLLOVER_FREQUENCY_SPANS: every,
    ES_INDEX_ROLLOVER_FREQUENCY_SERVICES: every,
    ES_MAX_SPAN_AGE: `${lookbackHours}h0m0s`,
    ES_BULK_SIZE: `${mebibytes * 2 ** 20}`,
    ES_BULK_ACTIONS: `${actions}`,
    ES_BULK_FLUSH_INTERVAL: `${flushMs}ms`,
    ES_BULK_WORKERS: `${workers}`,
    ...(archive === undefined
      ? {}
      : { ES_ARCHIVE_ENABLED: "true", ES_ARCHIVE_USE_ALIASES: aliases }),
  };
}

function cassandra(store: JaegerCassandra): Env {
  const { servers, credentials, ca, keyspace = "jaeger_dc1", datacenter = "dc1", archive } = store;
  return {
    CASSANDRA_SERVERS: hosts(servers),
    CASSANDRA_PORT: `${servers[0]?.port ?? 9042}`,
    CASSANDRA_KEYSPACE: keyspace,
    CASSANDRA_LOCAL_DC: datacenter,
    ...(credentials === undefined ? {} : cassandraUser(credentials)),
    ...(ca === undefined
      ? {}
      : { CASSANDRA_TLS_ENABLED: "true", CASSANDRA_TLS_CA: pathOf("storeCa") }),
    ...(archive === undefined
      ? {}
      : { CASSANDRA_ARCHIVE_ENABLED: "true", CASSANDRA_ARCHIVE_KEYSPACE: archive.keyspace }),
  };
}

function cassandraUser({ username, password }: { username: SecretKey; password: SecretKey }): Env {
  return {
    CASSANDRA_USERNAME: { secret: username },
    CASSANDRA_PASSWORD: { secret: password },
  };
}

function remote({ endpoint, ca, timeoutSeconds = 5 }: JaegerRemoteStore): Env {
  return {
    GRPC_STORAGE_SERVER: endpoint.address,
    GRPC_STORAGE_CONNECTION_TIMEOUT: `${timeoutSeconds}s`,
    GRPC_STORAGE_TLS_ENABLED: `${endpoint.speaks === "grpcs"}`,
    ...(ca === undefined ? {} : { GRPC_STORAGE_TLS_CA: pathOf("storeCa") }),
  };
}

function hosts(servers: readonly Endpoint[]): pulumi.Output<string> {
  return pulumi.all(servers.map(({ host }) => host)).apply((all) => all.join(","));
}
