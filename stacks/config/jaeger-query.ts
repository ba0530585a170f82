import { z } from "zod";
import { RELEASES } from "../versions";
import { callers, exposure } from "./exposure";
import { address, count, hostName, optional, resources, text } from "./fields";
import { jaegerPart } from "./jaeger-part";
import { caBundle, secretRef } from "./references";

const monitor = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("store") }).describe("Counted in Elasticsearch or OpenSearch."),
  z
    .strictObject({
      kind: z.literal("prometheus"),
      address: address.describe("Where Prometheus answers, host:port."),
      speaks: optional(
        z.enum(["http", "https"]).meta({ description: "https with TLS.", default: "http" }),
      ),
      ca: optional(caBundle.describe("What its certificate is signed with.")),
    })
    .describe("Counted by collectors, kept by Prometheus."),
]);

const login = z.strictObject({
  version: optional(
    text.meta({ description: "Version of oauth2-proxy.", default: RELEASES.oauth2Proxy.version }),
  ),
  issuer: z
    .url({ protocol: /^https$/, error: "an address such as https://login.example.com/realms/ops" })
    .describe("Address that endpoints and keys are discovered from."),
  clientId: text.describe("Client ID."),
  clientSecret: secretRef("jaegerClientSecret").describe("Client secret."),
  emailDomains: z.tuple([hostName], hostName).describe("Mail domains that may sign in."),
});

/** The page of Jaeger. */
export const jaegerQuery = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: optional(z.literal("installed")),
      ...jaegerPart,
      exposure: optional(
        exposure.meta({ description: "How people reach it.", default: { kind: "clusterIP" } }),
      ),
      login: optional(login.describe("oauth2-proxy before the page. Default: none.")),
      basePath: optional(text.meta({ description: "Where the page begins.", default: "/" })),
      ui: optional(z.record(text, z.unknown()).describe("More settings of the page.")),
      monitor: optional(monitor.describe("Figures of operations. Default: none.")),
      maxTraceSpans: optional(
        count(1).describe("Spans of a trace that are loaded. Default: 10000, from 2.20.0 on."),
      ),
      clockSkewSeconds: optional(
        count(0).meta({ description: "Correction of times, at most, in s.", default: 0 }),
      ),
      resources: optional(
        resources.describe("What each may use. Default: 100m to 500m CPU, 64Mi to 256Mi."),
      ),
      callers: optional(callers.meta({ description: "Who may open it.", default: [] })),
    })
    .describe("The page. The default."),
  z.strictObject({ kind: z.literal("none") }).describe("No page."),
]);
