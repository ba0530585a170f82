import { z } from "zod";
import { callers } from "./exposure";
import { address, disk, namespaceName, objectName, optional, resources, text } from "./fields";
import { caBundle, certificate, credentials, env, secretRef } from "./references";
const elasticsearchVersion = z
  .string({ error: "a version such as 8.18.8" })
  .regex(/^[0-9]+\.[0-9]+\.[0-9]+$/)
  .describe("Version of Elasticsearch. Default: the one that SkyWalking is tested with.");

const PLAIN = "a text, a number, true or false";
export const plainValue = z.union([z.string(), z.number(), z.boolean()], { error: PLAIN });

/** What both ways of running Elasticsearch ourselves take. */
const ownElasticsearch = {
  version: optional(elasticsearchVersion),
  nodes: optional(
    z
      .int({ error: "1, or an odd number from 3 on" })
      .min(1)
      .refine((nodes) => nodes % 2 === 1)
      .meta({ description: "Nodes, each with all roles and a volume of its own.", default: 1 }),
  ),
  volume: z
    .strictObject({
      size: disk.describe("Size of the volume of each node."),
      storageClass: optional(objectName.describe("Name of an existing StorageClass.")),
    })
    .describe("Where each node keeps its data."),
  resources: optional(resources.describe("What each node may use; half the memory is its heap.")),
  memoryMaps: optional(
    z
      .discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("avoided") }).describe("Not needed; slower."),
        z.strictObject({ kind: z.literal("node") }).describe("The nodes have vm.max_map_count."),
        z
          .strictObject({ kind: z.literal("initContainer") })
          .describe("A privileged init container sets vm.max_map_count."),
      ])
      .meta({
        description: "How the memory maps of Lucene fit the node.",
        default: { kind: "avoided" },
      }),
  ),
  user: optional(
    text.meta({ description: "Name of the user that SkyWalking gets.", default: "skywalking" }),
  ),
  password: optional(
    secretRef("elasticsearchPassword").describe("Password of the user. Default: a random one."),
  ),
  retiring: optional(
    z
      .strictObject({
        user: text.describe("Name of the user before."),
        password: optional(
          secretRef("elasticsearchPassword").describe("Its password. Default: the random one."),
        ),
      })
      .describe("The user before this one, let in until SkyWalking has changed over."),
  ),
  indexPattern: optional(
    text.meta({ description: "Indices that the user may touch.", default: "sw_*" }),
  ),
  settings: optional(
    z
      .record(text, z.union([plainValue, z.array(z.string())], { error: PLAIN }))
      .describe("More of elasticsearch.yml, by dotted name."),
  ),
  callers: optional(callers.describe("Who may call, besides SkyWalking.")),
  env: optional(env.describe("More variables of the container.")),
};

/** Which Elasticsearch. */
export const elasticsearchServer = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("external"),
      address: address.describe("Where it answers, host:port."),
      speaks: z.enum(["http", "https"]).describe("https with TLS, http without."),
      credentials: optional(credentials.describe("User and password, in existing Secrets.")),
      ca: optional(
        caBundle.describe("What its certificate is signed with, unless by a public CA."),
      ),
      version: optional(elasticsearchVersion),
    })
    .describe("An Elasticsearch or OpenSearch that someone else runs."),
  z
    .strictObject({
      kind: z.literal("eck"),
      ...ownElasticsearch,
      operatorNamespace: optional(
        namespaceName.meta({ description: "Where the operator runs.", default: "elastic-system" }),
      ),
    })
    .describe("Elasticsearch by the ECK operator, which must be installed."),
  z
    .strictObject({
      kind: z.literal("native"),
      ...ownElasticsearch,
      tls: optional(
        certificate.describe("Certificate of http and transport; one node needs none."),
      ),
      bootstrapped: optional(
        z.boolean().meta({ description: "true once a cluster has formed.", default: false }),
      ),
    })
    .describe("Elasticsearch as a StatefulSet."),
]);
