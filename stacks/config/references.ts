import { z } from "zod";
import { objectName, text } from "./fields";

export const secretKey = z
  .strictObject({
    name: objectName.describe("Name of an existing Secret in the namespace of the platform."),
    key: text.describe("Key in the Secret."),
  })
  .meta({ id: "SecretKey" });

export const credentials = z
  .strictObject({
    username: secretKey.describe("Where the user name is."),
    password: secretKey.describe("Where the password is."),
  })
  .meta({ id: "Credentials" });

export const certificate = z
  .discriminatedUnion("kind", [
    z
      .strictObject({
        kind: z.literal("secret"),
        name: objectName.describe("Name of the Secret with tls.crt, tls.key and ca.crt."),
      })
      .describe("An existing Secret that someone else renews."),
    z
      .strictObject({
        kind: z.literal("certManager"),
        issuer: z
          .strictObject({
            name: objectName.describe("Name of the issuer."),
            kind: z.enum(["Issuer", "ClusterIssuer"]).describe("Kind of the issuer."),
          })
          .describe("Who signs."),
      })
      .describe("A certificate that cert-manager issues and renews."),
  ])
  .meta({ id: "Certificate" });

const inObject = {
  name: objectName.describe("Name of the object in the namespace of the platform."),
  key: text.describe("Key that holds the CA certificates in PEM."),
};

export const caBundle = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("secret"), ...inObject }).describe("A Secret."),
    z.strictObject({ kind: z.literal("configMap"), ...inObject }).describe("A ConfigMap."),
  ])
  .meta({ id: "CaBundle" });

const POD_FIELDS = ["metadata.name", "metadata.namespace", "metadata.uid", "status.podIP"] as const;

export const env = z
  .record(
    z.string({ error: "the name of a variable" }).regex(/^[A-Za-z_][A-Za-z0-9_]*$/),
    z.union(
      [
        z.string(),
        z.strictObject({ secret: secretKey }),
        z.strictObject({ field: z.enum(POD_FIELDS) }),
      ],
      { error: "a text in quotes, { secret: { name, key } } or { field: status.podIP }" },
    ),
  )
  .meta({ title: "map of text, { secret: SecretKey } or { field }" });

/** A value that is a secret key of the configuration. */
export class SecretReference {
  constructor(readonly config: string) {}
}

/**
 * Says that a value is a secret key of the configuration: `{ config: agentToken }`.
 * @param example name of the key in messages
 */
export function secretRef(example: string) {
  return z
    .strictObject(
      {
        config: z
          .string({ error: `the name of a secret key, such as ${example}` })
          .regex(/^[A-Za-z][A-Za-z0-9]*$/)
          .describe("Name of a secret key: pulumi config set --secret <name> <value>."),
      },
      { error: ({ code }) => (code === "invalid_type" ? `{ config: ${example} }` : undefined) },
    )
    .transform(({ config }) => new SecretReference(config))
    .meta({ title: `{ config: ${example} }` });
}
