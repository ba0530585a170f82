import * as pulumi from "@pulumi/pulumi";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { endpointAt } from "../kit/endpoint";
import { render, valueOf } from "../kit/testing";
import { alarmFile, type AlarmSettings } from "./alarms";
import { alarmChecks } from "./alarm-checks";

const SETTINGS: AlarmSettings = {
  rules: {
    slow_service_rule: {
      expression: "sum(service_resp_time > 1000) >= 3",
      message: "Service {name} is slow",
      periodMinutes: 10,
      silenceMinutes: 5,
      recoveryPeriods: 2,
      include: ["a"],
      excludeRegex: "^test-",
      tags: { level: "WARNING" },
      hooks: ["chat", "robot"],
    },
    down_rule: { expression: "sum(service_cpm) == 0", message: "down", periodMinutes: 2 },
  },
  hooks: {
    chat: { kind: "slack", textTemplate: '{"text":"%s"}', webhooks: [pulumi.secret("https://s")] },
    pager: { kind: "pagerduty", textTemplate: "%s", integrationKeys: ["key"] },
    robot: {
      kind: "dingtalk",
      tells: "rulesThatNameIt",
      textTemplate: "%s",
      recoveryTextTemplate: "over: %s",
      webhooks: [{ url: "https://d", secret: "s" }],
    },
    own: { kind: "webhook", urls: ["https://w"], headers: { Authorization: "Bearer t" } },
    other: { kind: "webhook", urls: ["https://o"], recoveryUrls: ["https://over"] },
    bus: { kind: "grpc", target: endpointAt("alarms", 9000, "grpc") },
    bot: {
      kind: "discord",
      textTemplate: "%s",
      webhooks: [{ url: "https://dc", username: "robot" }],
    },
  },
};

test("the file is YAML with the names that OAP reads", async () => {
  await render(async () => {
    expect(parse(await valueOf(alarmFile(SETTINGS)))).toEqual({
      rules: {
        slow_service_rule: {
          expression: "sum(service_resp_time > 1000) >= 3",
          message: "Service {name} is slow",
          period: 10,
          "silence-period": 5,
          "recovery-observation-period": 2,
          "include-names": ["a"],
          "exclude-names-regex": "^test-",
          tags: { level: "WARNING" },
          hooks: ["slack.chat", "dingtalk.robot"],
        },
        down_rule: { expression: "sum(service_cpm) == 0", message: "down", period: 2 },
      },
      hooks: {
        slack: {
          chat: { "is-default": true, "text-template": '{"text":"%s"}', webhooks: ["https://s"] },
        },
        pagerduty: {
          pager: { "is-default": true, "text-template": "%s", "integration-keys": ["key"] },
        },
        dingtalk: {
          robot: {
            "is-default": false,
            "text-template": "%s",
            "recovery-text-template": "over: %s",
            webhooks: [{ url: "https://d", secret: "s" }],
          },
        },
        webhook: {
          own: {
            "is-default": true,
            urls: ["https://w"],
            headers: { Authorization: "Bearer t" },
          },
          other: { "is-default": true, urls: ["https://o"], "recovery-urls": ["https://over"] },
        },
        gRPC: { bus: { "is-default": true, "target-host": "alarms", "target-port": 9000 } },
        discord: {
          bot: {
            "is-default": true,
            "text-template": "%s",
            webhooks: [{ url: "https://dc", username: "robot" }],
          },
        },
      },
    });
  });
});

test("good settings are accepted", () => {
  expect(alarmChecks(SETTINGS, "10.4.0").filter((check) => check !== true)).toEqual([]);
});

test("what an older version does not know is refused, field by field", () => {
  const problems = alarmChecks(SETTINGS, "10.1.0").filter((check) => check !== true);
  expect(problems).toEqual(
    [
      "alarms.rules.slow_service_rule.recoveryPeriods",
      "alarms.hooks.robot.recoveryTextTemplate",
      "alarms.hooks.own.headers",
      "alarms.hooks.other.recoveryUrls",
    ].map((field) => ({
      field,
      got: "unknown to OAP 10.1.0",
      want: "OAP 10.4.0 or leave it out",
    })),
  );
});

test("bad rules and hooks are refused, all at once", () => {
  const settings: AlarmSettings = {
    rules: {
      slow: {
        expression: " ",
        message: "",
        periodMinutes: 0,
        silenceMinutes: -1,
        recoveryPeriods: 0.5,
        hooks: ["nobody"],
      },
    },
    hooks: { chat: { kind: "wechat", textTemplate: "no place", webhooks: [] } },
  };
  expect(alarmChecks(settings, "10.4.0").filter((check) => check !== true)).toEqual([
    { field: "alarms.rules", got: "slow", want: "a name that ends in _rule" },
    {
      field: "alarms.rules.slow.expression",
      got: " ",
      want: "an expression such as sum(service_resp_time > 1000) >= 3",
    },
    {
      field: "alarms.rules.slow.periodMinutes",
      got: 0,
      want: "a whole number of minutes, 1 or more",
    },
    {
      field: "alarms.rules.slow.silenceMinutes",
      got: -1,
      want: "a whole number of minutes, 0 or more",
    },
    { field: "alarms.rules.slow.recoveryPeriods", got: 0.5, want: "a whole number, 0 or more" },
    { field: "alarms.rules.slow.hooks", got: "nobody", want: "names of alarms.hooks: chat" },
    {
      field: "alarms.hooks.chat.textTemplate",
      got: "no place",
      want: "a text with one %s in it, where the message goes",
    },
  ]);
});
