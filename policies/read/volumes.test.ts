import { expect, test } from "vitest";
import { hasPrivateKey, secretsIn } from "./volumes";

test("finds Secrets in volumes of both kinds", () => {
  expect(secretsIn({ name: "a", secret: { secretName: "one" } })).toEqual([
    { name: "one", keys: [] },
  ]);
  const sources = [
    { secret: { name: "two", items: [{ key: "ca.crt" }] } },
    { configMap: { name: "x" } },
  ];
  expect(secretsIn({ name: "b", projected: { sources } })).toEqual([
    { name: "two", keys: ["ca.crt"] },
  ]);
  expect(secretsIn({ name: "c", emptyDir: {} })).toEqual([]);
});

test("knows who has the key", () => {
  const has = (keys: string[]) => hasPrivateKey({ name: "tls", keys });
  expect([has([]), has(["tls.key"]), has(["ca.crt"])]).toEqual([true, true, false]);
});
