import { z } from "zod";
import { RELEASES } from "../versions";
import { callers, oapExposure } from "./exposure";
import { count, hostName, objectName, optional, resources, scale, text } from "./fields";
import { caBundle, certificate } from "./references";

const tls = z.strictObject({
  certificate: certificate.describe("Certificate of the gateway."),
  clientCa: optional(
    caBundle.describe("What the certificates of agents are signed with. Default: they need none."),
  ),
  hosts: optional(
    z
      .array(hostName)
      .meta({ description: "Names that agents dial besides the Service's.", default: [] }),
  ),
});

/** NGINX in front of OAP. */
export const gateway = z.strictObject({
  version: optional(
    text.meta({ description: "Version of NGINX.", default: RELEASES.nginx.version }),
  ),
  tls: optional(tls.describe("TLS between agents and the gateway. Default: none.")),
  identity: optional(
    objectName.describe("Secret with tls.crt and tls.key, for an OAP whose mtls.clientCa asks."),
  ),
  otlp: optional(
    z.literal("on", { error: '"on", or leave it out' }).describe("Opens 4317 for OTLP, too."),
  ),
  exposure: optional(
    oapExposure.meta({
      description: "How agents outside the cluster reach the gateway.",
      default: { kind: "clusterIP" },
    }),
  ),
  callers: optional(callers.meta({ description: "Who may send data.", default: [] })),
  readers: optional(
    callers.meta({ description: "Who may ask at 12800, besides the UI.", default: [] }),
  ),
  scrapers: optional(
    callers.meta({ description: "Who may read /stub_status at 8081.", default: [] }),
  ),
  scale: optional(
    scale.meta({ description: "How many.", default: { kind: "fixed", replicas: 2 } }),
  ),
  capacity: optional(
    z
      .strictObject({
        clients: count(1).describe("Connections of clients."),
        calls: count(1).describe("Open calls, each about 40 KiB."),
      })
      .meta({
        description: "What each can hold at once.",
        default: { clients: 1000, calls: 4096 },
      }),
  ),
  resources: optional(
    resources.describe("What each may use. Default: 250m to 2 CPU, 16Mi to 256Mi."),
  ),
  drainSeconds: optional(
    count(1).meta({
      description: "How long open calls may go on when a pod is to end, in seconds.",
      default: 120,
    }),
  ),
  accessLog: optional(
    z.enum(["all", "failed"]).meta({ description: "Which calls are logged.", default: "all" }),
  ),
  resolver: optional(
    text.describe("Name server of the pods, as host or address. Default: kube-dns of the cluster."),
  ),
  clusterDomain: optional(
    hostName.meta({ description: "What names of Services end in.", default: "cluster.local" }),
  ),
});
