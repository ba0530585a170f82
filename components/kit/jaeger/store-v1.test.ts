import * as pulumi from "@pulumi/pulumi";
import { expect, test } from "vitest";
import { endpointAt } from "../endpoint";
import { valueOf } from "../testing";
import { kafkaEnvOfV1 } from "./kafka";
import { isKnownToV1, storeEnvOfV1, type V1Store } from "./store-v1";

const credentials = {
  username: { name: "login", key: "username" },
  password: { name: "login", key: "password" },
};
const ca = { kind: "secret", name: "ca", key: "ca.crt" } as const;
const connection = { endpoint: endpointAt("es.example.com", 9200, "https"), credentials, ca };
const envOf = (store: V1Store) => valueOf(pulumi.output(storeEnvOfV1(store)));

test("Elasticsearch", async () => {
  expect(await envOf({ kind: "elasticsearch", connection, indexPrefix: "apm" })).toEqual({
    SPAN_STORAGE_TYPE: "elasticsearch",
    ES_SERVER_URLS: "https://es.example.com:9200",
    ES_USERNAME: { secret: credentials.username },
    ES_PASSWORD_FILE: "/etc/jaeger/store-password",
    ES_TLS_ENABLED: "true",
    ES_TLS_CA: "/etc/jaeger/store-ca.crt",
    ES_INDEX_PREFIX: "apm",
    ES_NUM_SHARDS: "3",
    ES_NUM_REPLICAS: "1",
    ES_CREATE_INDEX_TEMPLATES: "true",
    ES_USE_ALIASES: "false",
    ES_USE_ILM: "false",
    ES_INDEX_ROLLOVER_FREQUENCY_SPANS: "day",
    ES_INDEX_ROLLOVER_FREQUENCY_SERVICES: "day",
    ES_MAX_SPAN_AGE: "72h0m0s",
    ES_BULK_SIZE: "5242880",
    ES_BULK_ACTIONS: "1000",
    ES_BULK_FLUSH_INTERVAL: "200ms",
    ES_BULK_WORKERS: "4",
  });
});

test("Elasticsearch with a lifecycle policy and an archive", async () => {
  const store = {
    kind: "elasticsearch",
    connection,
    rotation: { kind: "ilm" },
    archive: {},
  } as const;
  expect(await envOf(store)).toMatchObject({
    ES_CREATE_INDEX_TEMPLATES: "false",
    ES_USE_ALIASES: "true",
    ES_USE_ILM: "true",
    ES_ARCHIVE_ENABLED: "true",
    ES_ARCHIVE_USE_ALIASES: "true",
  });
});

test("Cassandra", async () => {
  const servers = [endpointAt("a", 9042, "tcp"), endpointAt("b", 9042, "tcp")];
  const archive = { keyspace: "old" };
  expect(await envOf({ kind: "cassandra", servers, credentials, ca, archive })).toEqual({
    SPAN_STORAGE_TYPE: "cassandra",
    CASSANDRA_SERVERS: "a,b",
    CASSANDRA_PORT: "9042",
    CASSANDRA_KEYSPACE: "jaeger_dc1",
    CASSANDRA_LOCAL_DC: "dc1",
    CASSANDRA_USERNAME: { secret: credentials.username },
    CASSANDRA_PASSWORD: { secret: credentials.password },
    CASSANDRA_TLS_ENABLED: "true",
    CASSANDRA_TLS_CA: "/etc/jaeger/store-ca.crt",
    CASSANDRA_ARCHIVE_ENABLED: "true",
    CASSANDRA_ARCHIVE_KEYSPACE: "old",
  });
});

test("a remote store", async () => {
  expect(await envOf({ kind: "grpc", endpoint: endpointAt("s", 17271, "grpcs"), ca })).toEqual({
    SPAN_STORAGE_TYPE: "grpc",
    GRPC_STORAGE_SERVER: "s:17271",
    GRPC_STORAGE_CONNECTION_TIMEOUT: "5s",
    GRPC_STORAGE_TLS_ENABLED: "true",
    GRPC_STORAGE_TLS_CA: "/etc/jaeger/store-ca.crt",
  });
});

test("Kafka, for either side", async () => {
  const brokers = [endpointAt("a", 9092, "tcp"), endpointAt("b", 9092, "tcp")];
  const login = { credentials, mechanism: "PLAIN" } as const;
  const env = kafkaEnvOfV1({ brokers, login, tls: { ca } }, "KAFKA_CONSUMER");
  expect(await valueOf(pulumi.output(env))).toEqual({
    KAFKA_CONSUMER_BROKERS: "a:9092,b:9092",
    KAFKA_CONSUMER_TOPIC: "jaeger-spans",
    KAFKA_CONSUMER_ENCODING: "protobuf",
    KAFKA_CONSUMER_AUTHENTICATION: "plaintext",
    KAFKA_CONSUMER_PLAINTEXT_MECHANISM: "PLAIN",
    KAFKA_CONSUMER_PLAINTEXT_USERNAME: { secret: credentials.username },
    KAFKA_CONSUMER_PLAINTEXT_PASSWORD: { secret: credentials.password },
    KAFKA_CONSUMER_TLS_ENABLED: "true",
    KAFKA_CONSUMER_TLS_CA: "/etc/jaeger/kafka-ca.crt",
  });
});

test("what it does not know, or cannot share", () => {
  expect(isKnownToV1({ kind: "memory" })).toBe(false);
  expect(isKnownToV1({ kind: "badger", volume: { size: "1Gi" } })).toBe(false);
  expect(isKnownToV1({ kind: "clickhouse", servers: [], credentials })).toBe(false);
  expect(isKnownToV1({ kind: "elasticsearch", connection })).toBe(true);
});
