import { z } from "zod";
import { callers, exposure } from "./exposure";
import { count, disk, hostName, objectName, optional, resources, scale, text } from "./fields";
import { env, secretRef } from "./references";

const role = z.enum(["viewer", "maintainer", "operator", "admin"]);

const provider = z.strictObject({
  id: text.describe("Short name, unique; also the label of the button."),
  issuer: z
    .url({ protocol: /^https$/, error: "an address such as https://login.example.com/realms/ops" })
    .describe("Address that endpoints and keys are discovered from."),
  clientId: text.describe("Client ID."),
  clientSecret: secretRef("uiClientSecret").describe("Client secret."),
  allowedDomains: z
    .tuple([hostName], hostName)
    .describe("Mail domains that may sign in, such as example.com."),
});

const singleSignOn = z.strictObject({
  providers: z.tuple([provider], provider).describe("Identity providers, one or more."),
  role: optional(
    role.meta({ description: "Role of everyone without a role of their own.", default: "viewer" }),
  ),
  roleByEmail: optional(z.record(text, role).describe("Roles by mail address.")),
  roleByDomain: optional(z.record(text, role).describe("Roles by mail domain.")),
});

const flavor = z.discriminatedUnion("kind", [
  z
    .strictObject({ kind: z.literal("booster") })
    .describe("The UI of SkyWalking 9 and 10. It has no sign-in."),
  z
    .strictObject({
      kind: z.literal("horizon"),
      users: z
        .array(
          z.strictObject({
            name: text.describe("Name to sign in with."),
            passwordHash: secretRef("uiPasswordHash").describe("Argon2id hash of the password."),
            role: role.describe("What the user may see and change."),
          }),
        )
        .describe("Who signs in with a password."),
      singleSignOn: optional(singleSignOn.describe("Sign-in by identity providers.")),
      sessionMinutes: optional(
        count(1).meta({ description: "Minutes until an idle user is signed out.", default: 60 }),
      ),
      volume: optional(
        z
          .strictObject({
            size: disk.describe("Size of the volume."),
            storageClass: optional(objectName.describe("Name of an existing StorageClass.")),
          })
          .describe("Keeps the audit log when the pod goes."),
      ),
    })
    .describe("The UI of SkyWalking 11, with sign-in."),
]);

const installed = z
  .strictObject({
    kind: optional(z.literal("installed")),
    version: optional(text.describe("Image tag. Default: the one that fits the flavor.")),
    flavor: optional(flavor.meta({ description: "Which UI.", default: { kind: "booster" } })),
    exposure: optional(
      exposure.meta({
        description: "How people outside the cluster reach the UI.",
        default: { kind: "clusterIP" },
      }),
    ),
    scale: optional(
      scale.meta({ description: "How many.", default: { kind: "fixed", replicas: 1 } }),
    ),
    resources: optional(resources.describe("What each may use.")),
    callers: optional(
      callers.describe(
        "Who may open it: the controller of an Ingress or Gateway, or the networks of nodes and users.",
      ),
    ),
    env: optional(env.describe("More settings, by the name of their variable.")),
  })
  .describe("A web page. The default.");

/** The web page. */
export const ui = z.discriminatedUnion("kind", [
  installed,
  z
    .strictObject({ kind: z.literal("none") })
    .describe("No page: ask by GraphQL, or with a page that someone else runs."),
]);
