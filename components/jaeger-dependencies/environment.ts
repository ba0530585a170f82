import * as pulumi from "@pulumi/pulumi";
import { type Endpoint, urlOf } from "../kit/endpoint";
import type { Env } from "../kit/env";
import type { JaegerCassandra, JaegerElasticsearch } from "../kit/jaeger-store";
import { isAtLeast, majorOf } from "../kit/version";
import type { Settled } from "./args";

/** Where the Java truststore lies. */
export const TRUSTSTORE = "/truststore/ca.jks";

/** The image of a store: each has a driver of its own. */
export function variantOf(store: Settled["store"]): string {
  if (store.kind !== "elasticsearch") return store.kind;
  const { version } = store.connection;
  if (version === undefined || majorOf(version) === 8) return "elasticsearch8";
  if (majorOf(version) === 9) return "elasticsearch9";
  return isAtLeast(version, "7.17.0") ? "elasticsearch8" : "elasticsearch7";
}

/** Every place that is called. */
export function serversOf(store: Settled["store"]): readonly Endpoint[] {
  return store.kind === "cassandra" ? store.servers : [store.connection.endpoint];
}

/**
 * What the job is told. Here the prefix is ES_INDEX_PREFIX, which for Jaeger's own tools is INDEX_PREFIX.
 * @see https://github.com/jaegertracing/spark-dependencies/blob/v0.7.2/README.md
 */
export function jobEnv({ store, peerServiceTag }: Settled): Env {
  return {
    ...(store.kind === "cassandra" ? cassandraEnv(store) : elasticsearchEnv(store)),
    ...(peerServiceTag === undefined ? {} : { PEER_SERVICE_TAG: peerServiceTag }),
    // One process, which talks to itself.
    SPARK_LOCAL_IP: "127.0.0.1",
  };
}

function elasticsearchEnv(store: JaegerElasticsearch): Env {
  const { connection, indexPrefix, rotation } = store;
  const { endpoint, credentials, ca } = connection;
  const isDated = (rotation?.kind ?? "periodic") === "periodic";
  const trust = ca === undefined ? "" : ` -Djavax.net.ssl.trustStore=${TRUSTSTORE}`;
  const own: Env = {
    NODES: urlOf(endpoint),
    // The Service, and not the addresses of nodes behind it.
    NODES_WAN_ONLY: "true",
    ...(credentials === undefined
      ? {}
      : { USERNAME: { secret: credentials.username }, PASSWORD: { secret: credentials.password } }),
    ...(indexPrefix === undefined ? {} : { INDEX_PREFIX: indexPrefix }),
    ...(isDated ? {} : { USE_ALIASES: "true" }),
  };
  const begin = store.kind === "opensearch" ? "OS" : "ES";
  return {
    ...Object.fromEntries(Object.entries(own).map(([name, value]) => [`${begin}_${name}`, value])),
    JAVA_OPTS: `-XX:MaxRAMPercentage=75${trust}`,
  };
}

function cassandraEnv({ servers, credentials, keyspace, datacenter }: JaegerCassandra): Env {
  return {
    CASSANDRA_CONTACT_POINTS: pulumi
      .all(servers.map(({ address }) => address))
      .apply((all) => all.join(",")),
    CASSANDRA_KEYSPACE: keyspace ?? "jaeger_dc1",
    CASSANDRA_LOCAL_DC: datacenter ?? "dc1",
    ...(credentials === undefined
      ? {}
      : {
          CASSANDRA_USERNAME: { secret: credentials.username },
          CASSANDRA_PASSWORD: { secret: credentials.password },
        }),
    JAVA_OPTS: "-XX:MaxRAMPercentage=75",
  };
}
