import * as pulumi from "@pulumi/pulumi";
import type { Endpoint } from "../kit/endpoint";

/**
 * Rules that watch metrics, and whom they tell. They replace those that come with OAP.
 * @see https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/backend-alarm/
 */
export interface AlarmSettings {
  /** By name, which ends in `_rule`. */
  rules: Readonly<Record<string, AlarmRule>>;
  /** By name, which rules refer to. */
  hooks?: Readonly<Record<string, AlarmHook>>;
}

/** When to raise an alarm. */
export interface AlarmRule {
  /** MQE that is 1 or 0, such as `sum(service_resp_time > 1000) >= 3`. */
  expression: string;
  /** What to tell; `{name}` stands for the service, instance or endpoint. */
  message: string;
  /** How far back the expression looks, in minutes. */
  periodMinutes: number;
  /** How long it keeps quiet after an alarm, in minutes. @default that of the period */
  silenceMinutes?: number;
  /** How many periods must be good before the alarm is over; from 10.4.0 on. @default 0 */
  recoveryPeriods?: number;
  /** Names to watch. @default all */
  include?: readonly string[];
  exclude?: readonly string[];
  /** Names to watch, as a Java regular expression. */
  includeRegex?: string;
  excludeRegex?: string;
  /** @default none; `level` can be searched in the UI */
  tags?: Readonly<Record<string, string>>;
  /** Names of the hooks to tell. @default those with `tells: "rulesWithoutHooks"` */
  hooks?: readonly string[];
}

/** Whom to tell. Addresses and keys are secrets: they stay in a Secret. */
export type AlarmHook = Told &
  (
    | {
        kind: "webhook";
        urls: readonly pulumi.Input<string>[];
        /** Called when an alarm is over; from 10.4.0 on. */
        recoveryUrls?: readonly pulumi.Input<string>[];
        /** From 10.4.0 on. */
        headers?: Readonly<Record<string, pulumi.Input<string>>>;
      }
    | { kind: "grpc"; target: Endpoint }
    | (Templates & { kind: "slack" | "wechat"; webhooks: readonly pulumi.Input<string>[] })
    | (Templates & { kind: "dingtalk" | "feishu"; webhooks: readonly SignedWebhook[] })
    | (Templates & { kind: "discord"; webhooks: readonly NamedWebhook[] })
    | (Templates & { kind: "pagerduty"; integrationKeys: readonly pulumi.Input<string>[] })
  );

interface Told {
  /** @default "rulesWithoutHooks" */
  tells?: "rulesWithoutHooks" | "rulesThatNameIt";
}

interface Templates {
  /** What is sent; `%s` stands for the message. JSON where the receiver wants JSON. */
  textTemplate: string;
  /** What is sent when the alarm is over; from 10.4.0 on. @default nothing is sent */
  recoveryTextTemplate?: string;
}

interface SignedWebhook {
  url: pulumi.Input<string>;
  secret?: pulumi.Input<string>;
}

interface NamedWebhook {
  url: pulumi.Input<string>;
  username: string;
}

/** Content of alarm-settings.yml, in JSON, which is YAML too. */
export function alarmFile({ rules, hooks = {} }: AlarmSettings): pulumi.Output<string> {
  const settings: Record<string, Record<string, unknown>> = {};
  for (const [name, hook] of Object.entries(hooks))
    settings[KINDS[hook.kind]] = { ...settings[KINDS[hook.kind]], [name]: hookSettings(hook) };
  const file = {
    rules: Object.fromEntries(
      Object.entries(rules).map(([name, rule]) => [name, ruleSettings(rule, hooks)]),
    ),
    hooks: settings,
  };
  return pulumi.output(file).apply((plain) => `${JSON.stringify(plain, null, 2)}\n`);
}

/** What OAP calls the kinds. */
const KINDS: Readonly<Record<AlarmHook["kind"], string>> = {
  webhook: "webhook",
  grpc: "gRPC",
  slack: "slack",
  wechat: "wechat",
  dingtalk: "dingtalk",
  feishu: "feishu",
  discord: "discord",
  pagerduty: "pagerduty",
};

function ruleSettings(rule: AlarmRule, hooks: Readonly<Record<string, AlarmHook>>) {
  return {
    expression: rule.expression,
    message: rule.message,
    period: rule.periodMinutes,
    "silence-period": rule.silenceMinutes,
    "recovery-observation-period": rule.recoveryPeriods,
    "include-names": rule.include,
    "exclude-names": rule.exclude,
    "include-names-regex": rule.includeRegex,
    "exclude-names-regex": rule.excludeRegex,
    tags: rule.tags,
    hooks: rule.hooks?.flatMap((name) => {
      const hook = hooks[name];
      return hook === undefined ? [] : [`${KINDS[hook.kind]}.${name}`];
    }),
  };
}

function hookSettings(hook: AlarmHook) {
  const told = { "is-default": hook.tells !== "rulesThatNameIt" };
  switch (hook.kind) {
    case "webhook":
      return {
        ...told,
        urls: hook.urls,
        "recovery-urls": hook.recoveryUrls,
        headers: hook.headers,
      };
    case "grpc":
      return { ...told, "target-host": hook.target.host, "target-port": hook.target.port };
    case "pagerduty":
      return { ...told, ...templates(hook), "integration-keys": hook.integrationKeys };
    case "slack":
    case "wechat":
    case "dingtalk":
    case "feishu":
    case "discord":
      return { ...told, ...templates(hook), webhooks: hook.webhooks };
  }
}

function templates({ textTemplate, recoveryTextTemplate }: Templates) {
  return { "text-template": textTemplate, "recovery-text-template": recoveryTextTemplate };
}
