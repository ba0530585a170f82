import { z } from "zod";
import { address, optional, text } from "./fields";
import { credentials, secretKey } from "./references";

const serviceName = optional(
  text.describe("Members of one name find each other. Default: one that no other OAP has."),
);

const nacosLogin = z.discriminatedUnion("kind", [
  credentials
    .extend({ kind: z.literal("user") })
    .describe("User and password, in existing Secrets."),
  z
    .strictObject({
      kind: z.literal("accessKey"),
      accessKey: secretKey.describe("Where the access key is."),
      secretKey: secretKey.describe("Where its secret is."),
    })
    .describe("Access key."),
]);

const servers = z.array(address).min(1);

/** How several OAP find each other. */
export const coordinator = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("standalone") }).describe("None: one OAP."),
  z.strictObject({ kind: z.literal("kubernetes") }).describe("The Kubernetes API server."),
  z
    .strictObject({
      kind: z.literal("zookeeper"),
      servers: servers.describe("Where they answer, host:port."),
      acl: optional(secretKey.describe("Where `user:password` of scheme digest is.")),
    })
    .describe("ZooKeeper."),
  z
    .strictObject({
      kind: z.literal("consul"),
      server: address.describe("Where it answers, host:port."),
      aclToken: optional(secretKey.describe("Where the token is.")),
      serviceName,
    })
    .describe("Consul."),
  z
    .strictObject({
      kind: z.literal("etcd"),
      servers: servers.describe("Where they answer, host:port."),
      namespace: optional(
        text.meta({ description: "Prefix of all keys.", default: "/skywalking" }),
      ),
      credentials: optional(credentials.describe("User and password, in existing Secrets.")),
      serviceName,
    })
    .describe("etcd, API version 3."),
  z
    .strictObject({
      kind: z.literal("nacos"),
      server: address.describe("Where it answers, host:port."),
      namespace: optional(text.meta({ description: "Namespace in Nacos.", default: "public" })),
      contextPath: optional(
        text.meta({ description: "Path that Nacos is served under.", default: "/nacos" }),
      ),
      login: optional(nacosLogin.describe("How OAP signs in.")),
      serviceName,
    })
    .describe("Nacos 2."),
]);
