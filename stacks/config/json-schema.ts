import { z } from "zod";
import { platform } from "./platform";

/** zod drops the default of whatever it transforms on reading; people still want to know it. */
export function keepDefault({ zodSchema, jsonSchema }: Made): void {
  const { default: byDefault } = z.globalRegistry.get(zodSchema) ?? {};
  if (byDefault !== undefined) Object.assign(jsonSchema, { default: byDefault });
}

interface Made {
  zodSchema: z.core.$ZodType;
  jsonSchema: z.core.JSONSchema.BaseSchema;
}

/** JSON Schema of a whole `Pulumi.<environment>.yaml`, in draft 7, which editors know best. */
export function configSchema() {
  const { $schema, definitions, ...ofPlatform } = z.toJSONSchema(platform, {
    io: "input",
    target: "draft-07",
    override: (made) => {
      keepDefault(made);
      const { jsonSchema } = made;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      // Formats that only zod knows; the pattern stands beside them.
      if (jsonSchema.format?.startsWith("cidr") === true) delete jsonSchema.format;
    },
  });
  return {
    $schema,
    title: "Pulumi.<environment>.yaml of kube-tracing",
    type: "object",
    properties: {
      config: {
        type: "object",
        properties: {
          "kube-tracing:platform": {
            ...ofPlatform,
            required: ["cluster", ...(ofPlatform.required ?? [])],
            description: "What the environment is.",
          },
        },
        required: ["kube-tracing:platform"],
        patternProperties: {
          "^kube-tracing:(?!platform$)[A-Za-z][A-Za-z0-9]*$": SECRET,
          "^pulumi:": {},
        },
        additionalProperties: false,
      },
      encryptionsalt: { type: "string", description: "Written by Pulumi: what secrets depend on." },
      encryptedkey: { type: "string", description: "Written by Pulumi: key of the secrets." },
      secretsprovider: { type: "string", description: "Written by Pulumi: who encrypts secrets." },
    },
    required: ["config"],
    additionalProperties: false,
    definitions,
  };
}

const SECRET = {
  description: "A secret: pulumi config set --secret <name> <value>",
  type: "object",
  properties: { secure: { type: "string" } },
  required: ["secure"],
  additionalProperties: false,
} as const;
