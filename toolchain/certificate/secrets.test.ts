import { expect, test } from "vitest";
import { rotated } from "./rotation";
import { keptIn, namespaceOf, secretsOf } from "./secrets";

/** A Secret as an API server returns it. */
const stored = ({ stringData }: { stringData: Record<string, string> }) => ({
  data: Object.fromEntries(
    Object.entries(stringData).map(([key, value]) => [key, Buffer.from(value).toString("base64")]),
  ),
});

test("what is kept comes back from the Secrets as it was, with every trusted authority", async () => {
  const about = { name: "tls", names: ["es"], now: new Date() };
  const kept = await rotated(await rotated(undefined, "ensure", about), "trust", about);
  const [server, authority] = secretsOf(kept!, { namespace: "tracing", name: "tls" });
  expect(keptIn(stored(server!), stored(authority!))).toEqual(kept);
  expect([server, authority].map((secret) => secret?.metadata)).toEqual([
    { name: "tls", namespace: "tracing" },
    { name: "tls-authority", namespace: "tracing" },
  ]);
  expect(Object.keys(authority!.stringData)).toEqual(["tls.crt", "tls.key"]);
});

test("one Secret without the other is nothing to go on from", () => {
  expect(keptIn({}, undefined)).toBeUndefined();
  expect(keptIn(undefined, {})).toBeUndefined();
});

test("the namespace admits restricted pods only", () => {
  expect(namespaceOf("tracing").metadata.labels).toEqual({
    "pod-security.kubernetes.io/enforce": "restricted",
  });
});
