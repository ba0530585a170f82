import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, test } from "vitest";
import { requireSecrets, revealed, secretIn } from "./secrets";

beforeAll(async () => {
  const nothing = { newResource: () => ({ id: "", state: {} }), call: () => ({}) };
  await pulumi.runtime.setMocks(nothing, "kube-tracing", "test");
});

/** The value, or the failure that stands for it. */
const settled = (output: pulumi.Output<string>): Promise<string> => (output as any).promise();

describe("a part of the configuration", () => {
  test("stays as it is where it refers to no secret", () => {
    const part = { a: 1, b: "text", c: [true, null], d: { e: [], f: {} }, config: 7 };
    expect(revealed(part, {})).toEqual(part);
  });

  test("gets the secrets that it refers to, however deep in maps, lists and pairs", async () => {
    const pair: [{ config: string }, number] = [{ config: "one" }, 2];
    const part = {
      direct: { config: "one" },
      deeper: { list: [{ config: "two" }, "plain"], map: { key: { config: "three" } } },
      pair,
    };
    const secrets = { one: "first", two: pulumi.output("second"), three: Promise.resolve("third") };
    const { direct, deeper, pair: paired } = revealed(part, secrets);
    expect(await settled(direct)).toBe("first");
    expect(await settled(deeper.list[0] as pulumi.Output<string>)).toBe("second");
    expect(deeper.list[1]).toBe("plain");
    expect(await settled(deeper.map.key)).toBe("third");
    expect(await settled(paired[0])).toBe("first");
    expect(paired[1]).toBe(2);
  });

  test("gets them as secrets, whatever they were given as", async () => {
    const { plain, known } = revealed(
      { plain: { config: "plain" }, known: { config: "known" } },
      { plain: "text", known: pulumi.output("text") },
    );
    expect(await pulumi.isSecret(plain)).toBe(true);
    expect(await pulumi.isSecret(known)).toBe(true);
  });

  test("gets them out of a map that is known later only", async () => {
    const later = pulumi.secret({ token: "text" });
    const { token } = revealed({ token: { config: "token" } }, later);
    expect(await settled(token)).toBe("text");
    expect(await pulumi.isSecret(token)).toBe(true);
  });

  test("is refused, once it is known, when such a map does not hold what it refers to", () => {
    expect(secretIn({ token: "text" }, "token")).toBe("text");
    expect(() => secretIn({ other: "text" }, "token")).toThrow(
      "Platform: secrets.token is missing; give the text that { config: token } stands for.",
    );
  });
});

describe("secrets that are given at once", () => {
  const PLATFORM = {
    namespace: { pullSecret: { config: "registryPullSecret" } },
    skywalking: {
      storage: { server: { password: { config: "elasticsearchPassword" } } },
      oap: { agentToken: { config: "agentToken" } },
    },
  };

  test("are all there", () => {
    const secrets = { registryPullSecret: "{}", elasticsearchPassword: "p", agentToken: "t" };
    expect(() => requireSecrets(PLATFORM, secrets)).not.toThrow();
    expect(() => requireSecrets({}, {})).not.toThrow();
  });

  test("are missed all at once, without a stack trace", () => {
    let thrown: unknown;
    try {
      requireSecrets(PLATFORM, { elasticsearchPassword: "p" });
    } catch (error) {
      thrown = error;
    }
    expect(pulumi.RunError.isInstance(thrown)).toBe(true);
    expect((thrown as Error).message).toBe(
      "Platform: secrets.registryPullSecret is missing; give the text that { config: registryPullSecret } stands for.\n" +
        "Platform: secrets.agentToken is missing; give the text that { config: agentToken } stands for.",
    );
  });

  test("are not missed before they are known", () => {
    expect(() => requireSecrets(PLATFORM, pulumi.output({}))).not.toThrow();
    expect(() => requireSecrets(PLATFORM, Promise.resolve({}))).not.toThrow();
  });
});
