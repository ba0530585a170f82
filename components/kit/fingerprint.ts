import * as pulumi from "@pulumi/pulumi";
import type { Env, EnvValue } from "./env";

/**
 * Eight hexadecimal digits that follow what `make` makes of the environment. Its secret values do
 * not count, and what else `make` puts in is no more than names, so the digits are no secret.
 */
export function fingerprint(env: Env, make: (env: Env) => object): pulumi.Output<string> {
  const content = withoutSecrets(env).then(make);
  return pulumi.unsecret(pulumi.output(content).apply((plain) => hash8(plain)));
}

/** Eight hexadecimal digits (FNV-1a) that follow a value, whatever the order of its keys. */
export function hash8(value: unknown): string {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(sorted(value))) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/** A word in place of each value that is secret. */
async function withoutSecrets(env: Env): Promise<Env> {
  const shown: Record<string, EnvValue> = {};
  for (const [name, value] of Object.entries(env))
    shown[name] = (await pulumi.isSecret(pulumi.output(value))) ? "(secret)" : value;
  return shown;
}

/** JSON with the keys of every object in order. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
