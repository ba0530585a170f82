import { z } from "zod";
import { elasticsearchServer, plainValue } from "./elasticsearch-server";
import { address, count, optional, text } from "./fields";
import { caBundle, credentials } from "./references";

const elasticsearch = z
  .strictObject({
    kind: z.literal("elasticsearch"),
    server: elasticsearchServer.describe("Which Elasticsearch."),
    indexPrefix: optional(
      text.meta({ description: "Begins the name of every index.", default: "sw" }),
    ),
    dayStep: optional(count(1).meta({ description: "Days that share an index.", default: 1 })),
    shards: optional(count(1).meta({ description: "Primary shards of an index.", default: 1 })),
    replicas: optional(
      count(0).describe("Copies of each shard. Default: 1, or 0 on a single node."),
    ),
    superDataset: optional(
      z
        .strictObject({
          dayStep: optional(
            count(1).describe("Days that share an index. Default: that of all indices."),
          ),
          shardsFactor: optional(
            count(1).meta({ description: "Times shards is their primary shards.", default: 5 }),
          ),
          replicas: optional(
            count(0).describe("Copies of each shard. Default: that of all indices."),
          ),
        })
        .describe("The indices of traces and logs, much larger than the others."),
    ),
    bulk: optional(
      z
        .strictObject({
          actions: optional(
            count(1).meta({ description: "Requests that fill a bulk.", default: 5000 }),
          ),
          mebibytes: optional(
            count(1).meta({ description: "Size that fills a bulk, in MiB.", default: 10 }),
          ),
          flushSeconds: optional(
            count(1).meta({ description: "A bulk waits no longer than this.", default: 5 }),
          ),
          concurrentRequests: optional(
            count(0).meta({ description: "Bulks on their way at once.", default: 2 }),
          ),
        })
        .describe("How records are sent."),
    ),
    settings: optional(
      z.record(text, plainValue).describe("Index settings, such as index.translog.durability."),
    ),
  })
  .describe("Elasticsearch or OpenSearch.");

const sql = {
  address: address.describe("Where it answers, host:port."),
  database: text.describe("Name of an existing database."),
  credentials: credentials.describe("User and password, in existing Secrets."),
  ca: optional(caBundle.describe("Connects over TLS, to a server with a certificate of this CA.")),
};

const driver = z.discriminatedUnion("kind", [
  z
    .strictObject({ kind: z.literal("inImage") })
    .describe("The OAP image of the own registry has it, in /skywalking/oap-libs."),
  z
    .strictObject({
      kind: z.literal("copied"),
      repository: text.describe("Repository of the image, such as registry.example.com/drivers."),
      tag: text.describe("Tag of the image."),
      path: text.describe("Path of the jar in the image."),
    })
    .describe("An init container copies it from an image that has cp."),
]);

/** Where OAP keeps its data. */
export const storage = z.discriminatedUnion("kind", [
  elasticsearch,
  z
    .strictObject({
      kind: z.literal("banyandb"),
      targets: z.array(address).min(1).describe("Where its servers, or liaison nodes, answer."),
      apiVersion: z
        .string({ error: 'an API version in quotes, such as "0.10"' })
        .regex(/^[0-9]+\.[0-9]+$/)
        .describe("API version of the servers; OAP starts with the one that it knows only."),
      indexPrefix: optional(
        text.meta({ description: "Begins the name of every group.", default: "sw" }),
      ),
      credentials: optional(credentials.describe("User and password, in existing Secrets.")),
      ca: optional(
        caBundle.describe("Connects over TLS, to servers with a certificate of this CA."),
      ),
    })
    .describe("A BanyanDB that someone else runs."),
  z
    .strictObject({ kind: z.literal("postgresql"), ...sql })
    .describe("A PostgreSQL that someone else runs."),
  z
    .strictObject({
      kind: z.literal("mysql"),
      ...sql,
      driver: driver.describe("Where the jar of MySQL Connector/J comes from."),
    })
    .describe("A MySQL that someone else runs."),
]);
