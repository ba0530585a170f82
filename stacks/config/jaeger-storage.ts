import { z } from "zod";
import { elasticsearchServer } from "./elasticsearch-server";
import { address, count, disk, objectName, optional, text } from "./fields";
import { caBundle, credentials } from "./references";

const server = z.discriminatedUnion("kind", [
  z
    .strictObject({ kind: z.literal("shared") })
    .describe("That of SkyWalking, with a user of Jaeger's own."),
  ...elasticsearchServer.options,
]);

const rotation = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("periodic"),
      every: optional(
        z.enum(["day", "hour"]).meta({ description: "Time of an index.", default: "day" }),
      ),
    })
    .describe("An index for each day or hour; a CronJob deletes the old ones."),
  z
    .strictObject({ kind: z.literal("rollover") })
    .describe("A new index when one is full; CronJobs see to it."),
  z
    .strictObject({
      kind: z.literal("ilm"),
      policy: optional(
        text.meta({ description: "Name of the policy.", default: "jaeger-ilm-policy" }),
      ),
    })
    .describe("The same by a policy of Elasticsearch or OpenSearch."),
]);

const hours = (what: string) => count(1).describe(`${what}, in hours.`);

const indices = {
  server: server.describe("Which Elasticsearch or OpenSearch."),
  indexPrefix: optional(text.describe("Begins the name of every index. Default: none.")),
  rotation: optional(
    rotation.meta({ description: "How indices follow.", default: { kind: "periodic" } }),
  ),
  spanShards: optional(count(1).meta({ description: "Shards of an index of spans.", default: 3 })),
  replicas: optional(count(0).describe("Copies of each shard. Default: 1, or 0 on a single node.")),
  lookbackHours: optional(
    count(1).meta({ description: "How far back a search looks, in hours.", default: 72 }),
  ),
  bulk: optional(
    z
      .strictObject({
        mebibytes: optional(
          count(1, 100).meta({ description: "Size that fills one, in MiB.", default: 5 }),
        ),
        actions: optional(
          count(1).meta({ description: "Documents that fill one.", default: 1000 }),
        ),
        flushMs: optional(count(1).meta({ description: "Longest wait, in ms.", default: 200 })),
        workers: optional(count(1).meta({ description: "Requests at once.", default: 4 })),
      })
      .describe("How spans are written, by each pod."),
  ),
  archive: optional(
    z
      .strictObject({
        lookbackDays: optional(
          count(1).meta({ description: "How far back it is looked into, in days.", default: 365 }),
        ),
      })
      .describe("Indices for what people archive, which stay. Default: none."),
  ),
};

const volume = z.strictObject({
  size: disk.describe("Size of the volume."),
  storageClass: optional(objectName.describe("Name of an existing StorageClass.")),
});

/** Where Jaeger keeps its traces. */
export const jaegerStorage = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("elasticsearch"), ...indices }).describe("Elasticsearch."),
  z.strictObject({ kind: z.literal("opensearch"), ...indices }).describe("OpenSearch."),
  z
    .strictObject({
      kind: z.literal("cassandra"),
      servers: z.array(address).min(1).describe("Servers to begin with, all at one port."),
      credentials: optional(credentials.describe("User and password, in existing Secrets.")),
      ca: optional(caBundle.describe("Connects over TLS, to servers of this CA.")),
      keyspace: optional(
        text.meta({ description: "Keyspace of the traces.", default: "jaeger_dc1" }),
      ),
      datacenter: optional(text.meta({ description: "Data center to ask.", default: "dc1" })),
      schema: optional(
        z
          .strictObject({
            replicationFactor: optional(
              count(1).meta({ description: "Copies of the data.", default: 3 }),
            ),
            keptHours: optional(hours("How long traces are kept")),
          })
          .describe("Makes the keyspace. Default: someone else made it."),
      ),
      archive: optional(
        z
          .strictObject({ keyspace: text.describe("Keyspace of archived traces.") })
          .describe("Keeps what people archive. Default: no."),
      ),
    })
    .describe("A Cassandra that someone else runs."),
  z
    .strictObject({
      kind: z.literal("clickhouse"),
      servers: z.array(address).min(1).describe("Where it answers in its native protocol."),
      credentials: credentials.describe("User and password, in existing Secrets."),
      ca: optional(caBundle.describe("Connects over TLS, to servers of this CA.")),
      database: optional(text.meta({ description: "Existing database.", default: "jaeger" })),
      keptHours: optional(hours("How long traces are kept")),
    })
    .describe("A ClickHouse that someone else runs."),
  z
    .strictObject({
      kind: z.literal("grpc"),
      address: address.describe("Where it answers, host:port."),
      speaks: optional(
        z.enum(["grpc", "grpcs"]).meta({ description: "grpcs with TLS.", default: "grpc" }),
      ),
      ca: optional(caBundle.describe("What its certificate is signed with.")),
      timeoutSeconds: optional(
        count(1).meta({ description: "Longest wait for an answer, in s.", default: 5 }),
      ),
      archive: optional(
        z
          .strictObject({ address: address.describe("Where it answers, host:port.") })
          .describe("Server of archived traces. Default: none."),
      ),
    })
    .describe("A server of Jaeger's storage protocol."),
  z
    .strictObject({
      kind: z.literal("badger"),
      volume: volume.describe("Where it keeps them."),
      keptHours: optional(hours("How long traces are kept. Default: 72")),
    })
    .describe("On a volume of the one collector."),
  z
    .strictObject({
      kind: z.literal("memory"),
      maxTraces: optional(count(1).meta({ description: "Traces that are kept.", default: 50000 })),
    })
    .describe("In the memory of the one collector, for trials."),
]);
