import type { Endpoint } from "../endpoint";
import {
  archivePrefixOf,
  type JaegerCassandra,
  type JaegerClickHouse,
  type JaegerRemoteStore,
  type JaegerStore,
} from "../jaeger-store";
import type { Parts as Sections, Settings } from "../otel/settings";
import { clientTls } from "../otel/tls";
import type { Credentials } from "../store";
import type { CaBundle } from "../tls";
import { contentOf, DATA_FOLDER, pathOf } from "./folders";
import { caSource, NO_PARTS, type Parts, secretSource } from "./parts";
import { elasticsearchBackend } from "./store-elasticsearch";
import { rotates } from "./versions";

/** Names of the backends of the extension `jaeger_storage`. */
export const BACKENDS = { main: "main", archive: "archive" } as const;

const USER = { username: contentOf("storeUser"), password: contentOf("storePassword") };

/**
 * The backends of a store: `main`, and `archive` where it has one.
 * @see https://github.com/jaegertracing/jaeger/blob/v2.20.0/cmd/internal/storageconfig/config.go
 */
export function backendsOf(store: JaegerStore, version: string): Sections {
  switch (store.kind) {
    case "elasticsearch":
    case "opensearch": {
      const { indexPrefix, lookbackHours = 72, archive } = store;
      const main = { prefix: indexPrefix, hours: lookbackHours };
      const kept = { prefix: archivePrefixOf(store), hours: (archive?.lookbackDays ?? 365) * 24 };
      const backend = (part: typeof main) => ({
        [store.kind]: elasticsearchBackend(store, version, part),
      });
      return named(backend(main), archive && backend(kept));
    }
    case "cassandra": {
      const { keyspace = "jaeger_dc1", archive } = store;
      const backend = (name: string) => ({ cassandra: cassandra(store, name) });
      return named(backend(keyspace), archive && backend(archive.keyspace));
    }
    case "clickhouse":
      return named({ clickhouse: clickHouse(store, version) });
    case "grpc": {
      const { endpoint, archive } = store;
      const backend = (at: Endpoint) => ({ grpc: remote(store, at) });
      return named(backend(endpoint), archive && backend(archive.endpoint));
    }
    case "badger": {
      const directories = { keys: `${DATA_FOLDER}/keys`, values: `${DATA_FOLDER}/values` };
      const ttl = { spans: `${store.keptHours ?? 72}h` };
      return named({ badger: { ephemeral: false, directories, ttl, consistency: true } });
    }
    case "memory":
      return named({ memory: { max_traces: store.maxTraces ?? 50_000 } });
  }
}

/** What the pods need to use a store. */
export function storeParts(store: JaegerStore): Parts {
  switch (store.kind) {
    case "elasticsearch":
    case "opensearch": {
      const { endpoint, credentials, ca, gate } = store.connection;
      return {
        sources: [...userSources(credentials), ...caSource(ca, "storeCa")],
        callees: [endpoint],
        ...(gate === undefined ? {} : { gate }),
      };
    }
    case "cassandra":
    case "clickhouse": {
      const { credentials, servers, ca } = store;
      const sources = [...userSources(credentials), ...caSource(ca, "storeCa")];
      return { sources, callees: servers };
    }
    case "grpc": {
      const { endpoint, archive, ca } = store;
      const callees = archive === undefined ? [endpoint] : [endpoint, archive.endpoint];
      return { sources: caSource(ca, "storeCa"), callees };
    }
    case "badger":
    case "memory":
      return NO_PARTS;
  }
}

function userSources(credentials: Credentials | undefined): Parts["sources"] {
  return credentials === undefined
    ? []
    : [
        secretSource(credentials.username, "storeUser"),
        secretSource(credentials.password, "storePassword"),
      ];
}

function named(main: Settings, archive?: Settings): Sections {
  return {
    [BACKENDS.main]: main,
    ...(archive === undefined ? {} : { [BACKENDS.archive]: archive }),
  };
}

/** @see https://github.com/jaegertracing/jaeger/blob/v2.20.0/internal/storage/cassandra/config/config.go */
function cassandra(store: JaegerCassandra, keyspace: string): Settings {
  const { servers, credentials, ca, datacenter = "dc1", schema } = store;
  const { replicationFactor = 3, keptHours = 48 } = schema ?? {};
  return {
    schema: {
      keyspace,
      datacenter,
      create: schema !== undefined,
      ...(schema === undefined
        ? {}
        : {
            replication_factor: replicationFactor,
            trace_ttl: `${keptHours}h`,
            dependencies_ttl: `${keptHours}h`,
          }),
    },
    connection: {
      servers: servers.map(({ host }) => host),
      port: servers[0]?.port ?? 9042,
      local_dc: datacenter,
      ...(credentials === undefined ? {} : { auth: { basic: USER } }),
      tls: tlsOf(ca, ca !== undefined),
    },
  };
}

function clickHouse(store: JaegerClickHouse, version: string): Settings {
  const { servers, ca, database = "jaeger", keptHours } = store;
  return {
    protocol: "native",
    addresses: servers.map(({ address }) => address),
    database,
    auth: { basic: USER },
    create_schema: true,
    ...(ca === undefined ? {} : { tls: { ca_file: pathOf("storeCa") } }),
    ...(keptHours === undefined || !rotates(version) ? {} : { ttl: `${keptHours}h` }),
  };
}

function remote(
  { ca, timeoutSeconds = 5 }: JaegerRemoteStore,
  { address, speaks }: Endpoint,
): Settings {
  const tls = tlsOf(ca, speaks === "grpcs");
  return { endpoint: address, tls, timeout: `${timeoutSeconds}s` };
}

function tlsOf(ca: CaBundle | undefined, isOn: boolean): Settings {
  return clientTls(isOn ? (ca === undefined ? {} : { ca: pathOf("storeCa") }) : undefined);
}
