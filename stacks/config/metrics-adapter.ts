import { z } from "zod";
import { RELEASES } from "../versions";
import { count, objectName, optional, resources, text } from "./fields";
import { certificate } from "./references";

const byCertManager = certificate.options[1];

/** What the API server trusts a server by that it calls itself. */
export const calledCertificate = z.discriminatedUnion("kind", [
  byCertManager,
  z
    .strictObject({
      kind: z.literal("secret"),
      name: objectName.describe("Name of the Secret with tls.crt and tls.key."),
      ca: text.describe("CA that signed it, in PEM."),
    })
    .describe("An existing Secret that someone else renews."),
]);

const prefix = optional(
  text.meta({ description: "Begins the name of every metric.", default: "skywalking.apache.org" }),
);

/** Who answers the external metrics API. */
export const metricsAdapter = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("installed"),
      version: optional(
        text.meta({ description: "Version of SWCK.", default: RELEASES.swck.version }),
      ),
      certificate: calledCertificate.describe("What the API server trusts it by."),
      prefix,
      refreshSeconds: optional(
        count(1).meta({ description: "How often names are read, in seconds.", default: 10 }),
      ),
      replicas: optional(count(2).meta({ description: "Number of pods.", default: 2 })),
      resources: optional(
        resources.describe("What each may use. Default: 50m to 200m CPU, 64Mi to 200Mi."),
      ),
    })
    .describe("The adapter of SWCK, which asks this OAP. Nothing else may own the API."),
  z
    .strictObject({
      kind: z.literal("existing"),
      oap: text.describe("Where it asks, host:port."),
      timeZone: optional(
        text.meta({ description: "Time zone of its containers.", default: "UTC" }),
      ),
      prefix,
    })
    .describe("An adapter of SWCK that someone else runs."),
]);
