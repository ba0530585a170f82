import type { Policy, PolicyConfigSchema } from "@pulumi/policy";
import type { Rule, Setting } from "../rule";

type Schema = PolicyConfigSchema["properties"][string];

/** Exceptions, as the configuration of any rule may have them. */
const EXCEPTIONS: Schema = {
  type: "array",
  description: "Objects that may break the rule, each until a day and for a reason.",
  items: {
    type: "object",
    properties: {
      object: {
        type: "string",
        minLength: 1,
        description: "Kind and name, such as `DaemonSet agent` or `DaemonSet tracing/agent`.",
      },
      reason: { type: "string", minLength: 1 },
      until: {
        type: "string",
        pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        description: "The last day, such as 2027-01-31.",
      },
    },
    required: ["object", "reason", "until"],
    additionalProperties: false,
  },
};

/** What Pulumi shows of a rule, and what it lets people configure. */
export function aboutOf(rule: Rule): Policy {
  const { name, title, severity, family, frameworks = [], remedy, source } = rule;
  return {
    name,
    description: title,
    severity,
    tags: [family, ...frameworks],
    remediationSteps: remedy,
    url: source,
    configSchema: { properties: propertiesOf(rule) },
  };
}

/** Schema of what may be configured for a rule besides its level. */
export function propertiesOf({ settings, meaning }: Rule): Record<string, Schema> {
  const own = Object.entries(settings).map(([setting, value]): [string, Schema] => [
    setting,
    { ...schemaOf(value), description: meaning[setting] ?? "" },
  ]);
  return { ...Object.fromEntries(own), exceptions: EXCEPTIONS };
}

function schemaOf(value: Setting): Schema {
  if (typeof value === "number") return { type: "number", default: value };
  if (typeof value === "boolean") return { type: "boolean", default: value };
  if (typeof value === "string") return { type: "string", default: value };
  return { type: "array", items: { type: "string" }, default: [...value] };
}
