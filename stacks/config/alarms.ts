import { z } from "zod";
import { address, count, optional, text, texts } from "./fields";
import { secretRef } from "./references";

const names = z.array(text);

const rule = z.strictObject({
  expression: text.describe("MQE that is 1 or 0, such as sum(service_resp_time > 1000) >= 3."),
  message: text.describe("What to tell; {name} stands for the service, instance or endpoint."),
  periodMinutes: count(1).describe("How far back the expression looks, in minutes."),
  silenceMinutes: optional(
    count(0).describe("Quiet after an alarm, in minutes. Default: that of the period."),
  ),
  recoveryPeriods: optional(
    count(0).meta({ description: "Good periods until the alarm is over.", default: 0 }),
  ),
  include: optional(names.describe("Names to watch. Default: all.")),
  exclude: optional(names.describe("Names not to watch.")),
  includeRegex: optional(text.describe("Names to watch, as a Java regular expression.")),
  excludeRegex: optional(text.describe("Names not to watch, as a Java regular expression.")),
  tags: optional(texts.describe("Tags of the alarm; level can be searched in the UI.")),
  hooks: optional(names.describe("Hooks to tell. Default: those that tell rulesWithoutHooks.")),
});

/** An address with a key in it, or a key: in the open, or as a secret of the configuration. */
const secretText = z
  .union([text, secretRef("alarmWebhook")], { error: "a text or { config: alarmWebhook }" })
  .meta({ title: "text or { config: alarmWebhook }" });

const told = {
  tells: optional(
    z.enum(["rulesWithoutHooks", "rulesThatNameIt"]).meta({
      description: "Which rules tell it.",
      default: "rulesWithoutHooks",
    }),
  ),
};

const templates = {
  ...told,
  textTemplate: text.describe("What is sent; %s stands for the message."),
  recoveryTextTemplate: optional(text.describe("What is sent when the alarm is over.")),
};

const urls = z.array(secretText).min(1);

const signed = z
  .array(
    z.strictObject({
      url: secretText.describe("Address."),
      secret: optional(secretText.describe("Key of the signature.")),
    }),
  )
  .min(1);

const hook = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("webhook"),
      ...told,
      urls: urls.describe("Addresses to call."),
      recoveryUrls: optional(urls.describe("Addresses to call when an alarm is over.")),
      headers: optional(z.record(text, secretText).describe("Headers of the call.")),
    })
    .describe("A program of your own, over HTTP."),
  z
    .strictObject({
      kind: z.literal("grpc"),
      ...told,
      target: address.describe("Where it answers, host:port."),
    })
    .describe("A program of your own, over gRPC."),
  z
    .strictObject({
      kind: z.enum(["slack", "wechat"]),
      ...templates,
      webhooks: urls.describe("Addresses of the channels."),
    })
    .describe("Slack or WeChat."),
  z
    .strictObject({
      kind: z.enum(["dingtalk", "feishu"]),
      ...templates,
      webhooks: signed.describe("Addresses of the groups."),
    })
    .describe("DingTalk or Feishu."),
  z
    .strictObject({
      kind: z.literal("discord"),
      ...templates,
      webhooks: z
        .array(
          z.strictObject({
            url: secretText.describe("Address."),
            username: text.describe("Name that the message comes from."),
          }),
        )
        .min(1)
        .describe("Addresses of the channels."),
    })
    .describe("Discord."),
  z
    .strictObject({
      kind: z.literal("pagerduty"),
      ...templates,
      integrationKeys: urls.describe("Integration keys."),
    })
    .describe("PagerDuty."),
]);

/** Rules that watch metrics, and whom they tell. */
export const alarms = z.strictObject({
  rules: z
    .record(z.string({ error: "a name that ends in _rule" }).regex(/_rule$/), rule)
    .describe("Rules by name, which ends in _rule."),
  hooks: optional(z.record(text, hook).describe("Hooks by name, which rules refer to.")),
});
