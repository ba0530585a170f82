import type { Level } from "../level";
import type { Rule, Setting, Severity } from "../rule";

/** What the engine does on a violation; with `remediate` it repairs what a rule can repair, and forbids the rest. */
export type EnforcementLevel = Level | "remediate";

/** What Pulumi shows of a policy, and what it lets people configure. */
export interface Policy {
  readonly name: string;
  readonly scope: Rule["scope"];
  readonly description: string;
  /** Unless another one is configured. */
  readonly level: EnforcementLevel;
  /** Whether it can repair what it forbids. */
  readonly canRepair: boolean;
  readonly severity?: Severity;
  readonly tags?: readonly string[];
  readonly remediationSteps?: string;
  readonly url?: string;
  /** JSON Schema of each setting. */
  readonly settings?: Readonly<Record<string, Schema>>;
}

type Schema = Readonly<Record<string, unknown>>;

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

/** A rule as a policy that is mandatory where nobody says otherwise. */
export function policyOf(rule: Rule): Policy {
  const { name, scope, title, severity, family, frameworks = [], remedy, source } = rule;
  return {
    name,
    scope,
    description: title,
    level: "mandatory",
    canRepair: rule.remediate !== undefined,
    severity,
    tags: [family, ...frameworks],
    remediationSteps: remedy,
    url: source,
    settings: settingsOf(rule),
  };
}

function settingsOf({ settings, meaning }: Rule): Record<string, Schema> {
  const own = Object.entries(settings).map(([setting, value]): [string, Schema] => [
    setting,
    { ...schemaOf(value), description: meaning[setting] ?? "" },
  ]);
  return { ...Object.fromEntries(own), exceptions: EXCEPTIONS };
}

function schemaOf(value: Setting): Schema {
  if (typeof value !== "object") return { type: typeof value, default: value };
  return { type: "array", items: { type: "string" }, default: [...value] };
}
