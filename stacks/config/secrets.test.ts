import { describe, expect, test } from "vitest";
import { SECRET_PATHS, keyProblems, referredTo } from "./secrets";
import { configTable } from "./table";

const WEBHOOK = { kind: "webhook", urls: [{ config: "hook" }, "https://example.com/open"] };

const PLATFORM = {
  namespace: { pullSecret: { config: "registryPullSecret" } },
  placement: { nodeSelector: { config: "notASecret" } },
  skywalking: {
    storage: {
      server: {
        password: { config: "elasticsearchPassword" },
        retiring: { user: "before", password: { config: "passwordBefore" } },
      },
    },
    oap: {
      agentToken: { config: "agentToken" },
      alarms: {
        hooks: {
          ops: { ...WEBHOOK, headers: { Authorization: { config: "hookToken" } } },
          chat: { kind: "slack", webhooks: [{ config: "slack" }] },
          group: { kind: "feishu", webhooks: [{ url: "https://x", secret: { config: "feishu" } }] },
        },
      },
    },
    ui: { flavor: { users: [{ passwordHash: { config: "ann" } }, { passwordHash: 3 }] } },
  },
};

test("a platform refers to secrets wherever one may stand, and nowhere else", () => {
  expect(referredTo(PLATFORM)).toEqual([
    "registryPullSecret",
    "agentToken",
    "hookToken",
    "hook",
    "slack",
    "feishu",
    "elasticsearchPassword",
    "passwordBefore",
    "ann",
  ]);
  expect(referredTo(undefined)).toEqual([]);
  expect(referredTo({ namespace: { pullSecret: { config: "" } } })).toEqual([]);
});

test("every place of the schema that takes a reference is known", () => {
  const places = configTable()
    .flatMap(({ fields }) => fields)
    .filter(({ type }) => type.includes("{ config: "))
    .map(({ path, type }) => {
      const plain = path.replaceAll(/\([a-z|A-Z]+\)/g, "").replaceAll(".<name>", "{}");
      return `${plain}${type.startsWith("list") ? "[]" : type.startsWith("map") ? "{}" : ""}`;
    });
  expect([...new Set(places)].sort()).toEqual([...SECRET_PATHS].sort());
});

describe("the keys of a stack file", () => {
  const REFERS = { skywalking: { oap: { agentToken: { config: "agentToken" } } } };

  function told(keys: string[], secret: string[] = keys): string[] {
    const given = { project: "p", keys, isSecret: (key: string) => secret.includes(key) };
    return keyProblems(given, REFERS).map(({ path, text }) => `${path}  ${text}`);
  }

  test("are right when each secret is there, encrypted and used", () => {
    expect(told(["p:platform", "p:agentToken", "pulumi:tags"], ["p:agentToken"])).toEqual([]);
  });

  test.each([
    [
      ["p:platform"],
      [],
      "p:agentToken  is missing; run: pulumi config set --secret agentToken <value>",
    ],
    [
      ["p:platform", "p:agentToken"],
      [],
      "p:agentToken  is stored in plain text; run: pulumi config set --secret agentToken <value>",
    ],
    [
      ["p:platform", "p:agentToken", "p:other"],
      ["p:agentToken", "p:other"],
      "p:other  is not used; remove it, or refer to it with { config: other }",
    ],
    [
      ["p:platform", "p:agntToken"],
      ["p:agntToken"],
      "p:agntToken  unknown key; did you mean agentToken?",
    ],
    [
      ["p:platform", "p:agentToken", "kubernetes:context"],
      ["p:agentToken"],
      "kubernetes:context  has no effect; remove it, or give p:platform",
    ],
    [
      ["p:platform", "p:agentToken"],
      ["p:platform", "p:agentToken"],
      "p:platform  contains a secret; give it a key of its own, and { config: <key> } here",
    ],
  ])("%o, of which %o are secret", (keys, secret, text) => {
    expect(told(keys, secret)).toEqual([text]);
  });
});
