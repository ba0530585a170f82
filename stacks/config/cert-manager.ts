import { z } from "zod";
import { RELEASES } from "../versions";
import { count, namespaceName, objectName, optional, resources, text } from "./fields";

const key = z.strictObject({
  name: objectName.describe("Name of a Secret in the namespace of cert-manager."),
  key: text.describe("Key in the Secret."),
});

const mode = <const Mode extends string>(who: Mode) => z.literal(who).describe("Who installs it.");

const dnsProvider = z.discriminatedUnion("kind", [
  z
    .strictObject({ kind: z.literal("cloudflare"), apiToken: key.describe("Token of the API.") })
    .describe("Cloudflare."),
  z
    .strictObject({
      kind: z.literal("route53"),
      region: text.describe("Region of AWS."),
      hostedZoneId: optional(text.describe("Id of the zone. Default: found by its name.")),
      key: optional(
        z
          .strictObject({
            id: text.describe("Id of the access key."),
            secret: key.describe("Its secret."),
          })
          .describe("Access key. Default: what the pod may by its account."),
      ),
    })
    .describe("Amazon Route 53."),
  z
    .strictObject({
      kind: z.literal("cloudDns"),
      project: text.describe("Project of Google Cloud."),
      serviceAccount: optional(
        key.describe("Key of a service account. Default: what the pod may by its account."),
      ),
    })
    .describe("Google Cloud DNS."),
  z
    .strictObject({
      kind: z.literal("azureDns"),
      subscriptionId: text.describe("Id of the subscription."),
      resourceGroup: text.describe("Resource group of the zone."),
      hostedZone: text.describe("Name of the zone."),
      identity: text.describe("Client id of the managed identity of the pod."),
    })
    .describe("Azure DNS."),
  z
    .strictObject({
      kind: z.literal("rfc2136"),
      nameserver: text.describe("Name server, host:port."),
      tsig: z
        .strictObject({
          keyName: text.describe("Name of the key."),
          algorithm: z.enum(["HMACSHA256", "HMACSHA512"]).describe("Algorithm of the key."),
          secret: key.describe("The key."),
        })
        .describe("How updates are signed."),
    })
    .describe("Any name server that takes dynamic updates."),
]);

const zones = optional(
  z.array(text).min(1).describe("Names that it is for, with all below. Default: every name."),
);

const solver = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("http01Ingress"),
      className: objectName.describe("Class of the Ingress that is made for the proof."),
      zones,
    })
    .describe("By an answer behind an Ingress."),
  z
    .strictObject({
      kind: z.literal("http01Gateway"),
      gateway: z
        .strictObject({
          name: objectName.describe("Name of the Gateway."),
          namespace: namespaceName.describe("Its namespace."),
        })
        .describe("Gateway that the HTTPRoute is attached to."),
      zones,
    })
    .describe("By an answer behind a Gateway."),
  z
    .strictObject({
      kind: z.literal("dns01"),
      provider: dnsProvider.describe("Who serves the zone."),
      zones,
    })
    .describe("By a record in DNS, so also for names with a star."),
]);

const issuer = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("selfSigned"),
      commonName: optional(text.describe("Name in its certificate. Default: that of the issuer.")),
      years: optional(
        count(1, 30).meta({ description: "How long the CA is valid, in years.", default: 10 }),
      ),
    })
    .describe("A CA that is made for the platform."),
  z
    .strictObject({
      kind: z.literal("ca"),
      secret: objectName.describe("Secret with tls.crt and tls.key in that namespace."),
    })
    .describe("A CA that is there."),
  z
    .strictObject({
      kind: z.literal("acme"),
      server: text.describe("Address of the directory, with https."),
      email: text.describe("Who is told when something is wrong."),
      solvers: z.array(solver).min(1).describe("How names are proven; the first that fits."),
    })
    .describe("A public CA such as Let's Encrypt."),
]);

const issuers = optional(
  z
    .record(
      z.string({ error: "the name of an issuer" }).regex(/^[a-z0-9]([-a-z0-9.]{0,55}[a-z0-9])?$/),
      issuer,
    )
    .describe("ClusterIssuers to make, by name. Default: none."),
);

const shared = {
  namespace: optional(
    namespaceName.meta({
      description:
        "Its own namespace, which is made; a pull Secret of the platform goes there too.",
      default: "cert-manager",
    }),
  ),
  version: optional(
    text.meta({ description: "Version of cert-manager.", default: RELEASES.certManager.version }),
  ),
  replicas: optional(count(1).meta({ description: "Pods of each program.", default: 2 })),
  resources: optional(
    z
      .strictObject({
        controller: optional(resources.describe("The controller.")),
        webhook: optional(resources.describe("The webhook.")),
        cainjector: optional(resources.describe("The injector of CAs.")),
      })
      .describe("What each program may use. Default: 20m to 500m CPU, 64Mi to 512Mi."),
  ),
  issuers,
};

const chart = optional(
  text.meta({
    description: "Where the chart is.",
    default: "oci://quay.io/jetstack/charts/cert-manager",
  }),
);

/** cert-manager: who installs it, and what it issues. */
export const certManager = z.discriminatedUnion("mode", [
  z
    .strictObject({
      mode: mode("existing"),
      namespace: optional(
        namespaceName.meta({
          description: "Where it looks for Secrets of ClusterIssuers.",
          default: "cert-manager",
        }),
      ),
      issuers,
    })
    .describe("One that someone else keeps: only issuers are made."),
  z
    .strictObject({
      mode: mode("manifests"),
      ...shared,
      definitions: optional(
        z.enum(["kept", "removed", "existing"]).meta({
          description: "Whether the kinds are made, and stay; with them go all certificates.",
          default: "kept",
        }),
      ),
      admission: optional(
        z.enum(["required", "optional"]).meta({
          description: "Whether objects wait for its webhook; optional where nodes are simulated.",
          default: "required",
        }),
      ),
    })
    .describe("Plain objects, which every provider can create and every policy sees."),
  z
    .strictObject({ mode: mode("chart"), ...shared, chart })
    .describe("The chart of jetstack; needs a Kubernetes provider 4.x and the host of the chart."),
  z
    .strictObject({ mode: mode("package"), ...shared, chart })
    .describe(
      "The Pulumi package kubernetes-cert-manager; needs its plugin and that host as well.",
    ),
]);
