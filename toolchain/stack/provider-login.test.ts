import { expect, test } from "vitest";
import type { Exported, Resource } from "./deployment";
import { loginIn, withLogin } from "./provider-login";

const SECRET = "4dabf18193072939515e22adb298388d";
const urn = "urn:pulumi:prod::p::pulumi:providers:kubernetes::cluster";

const provider = (inputs: Record<string, unknown>): Resource => ({
  urn,
  type: "pulumi:providers:kubernetes",
  custom: true,
  id: "1",
  inputs,
  outputs: { ...inputs, version: "4.34.2" },
});
const exported = (...resources: Resource[]): Exported => ({ deployment: { resources } });
const secret = (value: string) => ({
  [SECRET]: "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(value),
});

test("loginIn reads how a provider logs in, secret or not", () => {
  const plain = exported(provider({ kubeconfig: "apiVersion: v1" }));
  expect(loginIn(plain, `${urn}::1`)).toEqual({ kubeconfig: "apiVersion: v1", context: undefined });
  const hidden = exported(provider({ kubeconfig: secret("apiVersion: v1"), context: "prod" }));
  expect(loginIn(hidden, `${urn}::1`)).toEqual({ kubeconfig: "apiVersion: v1", context: "prod" });
});

test("loginIn knows nothing of a provider that logs in by itself, or of another one", () => {
  expect(loginIn(exported(provider({})), `${urn}::1`)).toBeUndefined();
  expect(loginIn(exported(provider({ kubeconfig: "a" })), `${urn}::2`)).toBeUndefined();
});

test("withLogin changes how providers log in, and nothing else", () => {
  const other: Resource = { urn: "urn:x", type: "kubernetes:core/v1:Namespace", inputs: { a: 1 } };
  const itself = { ...provider({ renderYamlToDirectory: "out" }), urn: "urn:y" };
  const state = exported(other, itself, provider({ kubeconfig: "old", context: "a" }));
  const login = { kubeconfig: secret("new"), context: "b" };
  expect(withLogin(state, { kubeconfig: "new", context: "b" })).toEqual(
    exported(other, itself, {
      ...provider({ kubeconfig: "old" }),
      inputs: login,
      outputs: { ...login, version: "4.34.2" },
    }),
  );
});
