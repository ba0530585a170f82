import { describe, expect, test } from "vitest";
import { endpointAt } from "../endpoint";
import type { JaegerElasticsearch, JaegerStore } from "../jaeger-store";
import { valueOf } from "../testing";
import * as pulumi from "@pulumi/pulumi";
import { backendsOf, storeParts } from "./store";

const credentials = {
  username: { name: "login", key: "username" },
  password: { name: "login", key: "password" },
};
const ca = { kind: "secret", name: "ca", key: "ca.pem" } as const;
const es: JaegerElasticsearch = {
  kind: "elasticsearch",
  connection: { endpoint: endpointAt("es.example.com", 9200, "https"), credentials, ca },
};
const rendered = (store: JaegerStore, version: string): Promise<any> =>
  valueOf(pulumi.output(backendsOf(store, version) as object));
const text = (file: string) => `\${file:/etc/jaeger/${file}}\${env:NOTHING:-}`;
const USER = { username: text("store-username"), password: text("store-password") };

const CONNECTED = {
  server_urls: ["https://es.example.com:9200"],
  auth: {
    basic: {
      username: text("store-username"),
      password_file: "/etc/jaeger/store-password",
      reload_interval: "10s",
    },
  },
  tls: { ca_file: "/etc/jaeger/store-ca.crt" },
  bulk_processing: {
    max_bytes: 5242880,
    max_actions: 1000,
    flush_interval: "200ms",
    workers: 4,
  },
};
const DAY = { date_layout: "2006-01-02", rollover_frequency: "day" };

describe("Elasticsearch", () => {
  test("by itself, as 2.13 reads it", async () => {
    const other = { shards: 1, replicas: 1, ...DAY };
    expect(await rendered(es, "2.13.0")).toEqual({
      main: {
        elasticsearch: {
          ...CONNECTED,
          max_span_age: "72h",
          create_mappings: true,
          indices: {
            spans: { ...other, shards: 3 },
            services: other,
            dependencies: other,
            sampling: other,
          },
        },
      },
    });
  });

  test("by itself, as 2.20 reads it", async () => {
    const other = { shards: 1, replicas: 1, rotation: { periodic: DAY } };
    expect((await rendered(es, "2.20.0")).main.elasticsearch).toEqual({
      ...CONNECTED,
      max_span_age: "72h",
      create_mappings: true,
      indices: {
        spans: { ...other, shards: 3 },
        services: other,
        dependencies: other,
        sampling: other,
      },
    });
  });

  type Followed = [
    what: string,
    rotation: NonNullable<JaegerElasticsearch["rotation"]>,
    version: string,
    told: { flags: object; index: object },
  ];

  test.each<Followed>([
    [
      "hours, in 2.13",
      { kind: "periodic", every: "hour" },
      "2.13.0",
      {
        flags: { create_mappings: true },
        index: {
          shards: 1,
          replicas: 1,
          date_layout: "2006-01-02-15",
          rollover_frequency: "hour",
        },
      },
    ],
    [
      "aliases that jobs move on, in 2.13",
      { kind: "rollover" },
      "2.13.0",
      {
        flags: { create_mappings: false, use_aliases: true, use_ilm: false },
        index: { shards: 1, replicas: 1 },
      },
    ],
    [
      "aliases that a policy moves on, in 2.13",
      { kind: "ilm" },
      "2.13.0",
      {
        flags: { create_mappings: false, use_aliases: true, use_ilm: true },
        index: { shards: 1, replicas: 1 },
      },
    ],
    [
      "aliases that jobs move on, in 2.20",
      { kind: "rollover" },
      "2.20.0",
      {
        flags: { create_mappings: false },
        index: { shards: 1, replicas: 1, rotation: { manual_rollover: {} } },
      },
    ],
    [
      "aliases that a policy moves on, in 2.20",
      { kind: "ilm", policy: "traces" },
      "2.20.0",
      {
        flags: { create_mappings: false },
        index: { shards: 1, replicas: 1, rotation: { auto_rollover: { policy_name: "traces" } } },
      },
    ],
  ])("with %s", async (...[, rotation, version, told]) => {
    const { main } = await rendered({ ...es, rotation }, version);
    const { create_mappings, use_aliases, use_ilm, indices } = main.elasticsearch;
    const flags = { create_mappings, use_aliases, use_ilm };
    expect(JSON.parse(JSON.stringify(flags))).toEqual(told.flags);
    expect(indices.services).toEqual(told.index);
  });

  test("keeps an archive under a prefix that fits the rights of the user, and no cleaner's", async () => {
    const { main, archive } = await rendered({ ...es, archive: {} }, "2.20.0");
    expect(main.elasticsearch.indices.index_prefix).toBeUndefined();
    expect(archive.elasticsearch.indices.index_prefix).toBe("jaeger-archive");
    expect(archive.elasticsearch.max_span_age).toBe("8760h");
    const own = await rendered(
      { ...es, indexPrefix: "apm", archive: { lookbackDays: 2 } },
      "2.20.0",
    );
    expect(own.main.elasticsearch.indices.index_prefix).toBe("apm");
    expect(own.archive.elasticsearch.indices.index_prefix).toBe("apm-archive");
    expect(own.archive.elasticsearch.max_span_age).toBe("48h");
  });

  test("has no copies where one node keeps data", async () => {
    const connection = { ...es.connection, dataNodes: 1 };
    const { main } = await rendered({ ...es, connection }, "2.20.0");
    expect(main.elasticsearch.indices.spans.replicas).toBe(0);
  });

  test("as OpenSearch, in plain text and without a user", async () => {
    const connection = { endpoint: endpointAt("os.example.com", 9200, "http") };
    const { main } = await rendered({ kind: "opensearch", connection }, "2.13.0");
    expect(Object.keys(main)).toEqual(["opensearch"]);
    expect(main.opensearch.server_urls).toEqual(["http://os.example.com:9200"]);
    expect(Object.keys(main.opensearch)).toEqual([
      ...["server_urls", "bulk_processing", "max_span_age", "create_mappings", "indices"],
    ]);
  });

  test("needs the Secrets as files, and the place", async () => {
    const { sources, callees } = storeParts(es);
    expect(sources).toEqual([
      { secret: { name: "login", items: [{ key: "username", path: "store-username" }] } },
      { secret: { name: "login", items: [{ key: "password", path: "store-password" }] } },
      { secret: { name: "ca", items: [{ key: "ca.pem", path: "store-ca.crt" }] } },
    ]);
    expect(callees).toEqual([es.connection.endpoint]);
  });
});

describe("other stores", () => {
  const servers = [endpointAt("a", 9042, "tcp"), endpointAt("b", 9042, "tcp")];

  test.each<[string, JaegerStore, string, object]>([
    [
      "Cassandra",
      {
        kind: "cassandra",
        servers,
        credentials,
        ca,
        schema: {},
        archive: { keyspace: "jaeger_archive" },
      },
      "2.20.0",
      Object.fromEntries(
        [
          ["main", "jaeger_dc1"],
          ["archive", "jaeger_archive"],
        ].map(([name, keyspace]) => [
          name,
          {
            cassandra: {
              schema: {
                keyspace,
                datacenter: "dc1",
                create: true,
                replication_factor: 3,
                trace_ttl: "48h",
                dependencies_ttl: "48h",
              },
              connection: {
                servers: ["a", "b"],
                port: 9042,
                local_dc: "dc1",
                auth: { basic: USER },
                tls: {
                  insecure: false,
                  ca_file: "/etc/jaeger/store-ca.crt",
                  reload_interval: "5m",
                },
              },
            },
          },
        ]),
      ),
    ],
    [
      "ClickHouse of 2.13",
      { kind: "clickhouse", servers: [endpointAt("c", 9000, "tcp")], credentials },
      "2.13.0",
      {
        main: {
          clickhouse: {
            protocol: "native",
            addresses: ["c:9000"],
            database: "jaeger",
            auth: { basic: USER },
            create_schema: true,
          },
        },
      },
    ],
    [
      "ClickHouse of 2.20",
      {
        kind: "clickhouse",
        servers: [endpointAt("c", 9000, "tcp")],
        credentials,
        ca,
        keptHours: 9,
      },
      "2.20.0",
      {
        main: {
          clickhouse: {
            protocol: "native",
            addresses: ["c:9000"],
            database: "jaeger",
            auth: { basic: USER },
            create_schema: true,
            tls: { ca_file: "/etc/jaeger/store-ca.crt" },
            ttl: "9h",
          },
        },
      },
    ],
    [
      "a remote store",
      {
        kind: "grpc",
        endpoint: endpointAt("s", 17271, "grpc"),
        archive: { endpoint: endpointAt("t", 17271, "grpc") },
      },
      "2.20.0",
      {
        main: { grpc: { endpoint: "s:17271", tls: { insecure: true }, timeout: "5s" } },
        archive: { grpc: { endpoint: "t:17271", tls: { insecure: true }, timeout: "5s" } },
      },
    ],
    [
      "Badger",
      { kind: "badger", volume: { size: "1Gi" } },
      "2.20.0",
      {
        main: {
          badger: {
            ephemeral: false,
            directories: { keys: "/badger/keys", values: "/badger/values" },
            ttl: { spans: "72h" },
            consistency: true,
          },
        },
      },
    ],
    ["memory", { kind: "memory" }, "2.20.0", { main: { memory: { max_traces: 50000 } } }],
  ])("%s", async (...[, store, version, backends]) => {
    expect(await rendered(store, version)).toEqual(backends);
  });
});
