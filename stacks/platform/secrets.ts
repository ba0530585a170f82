import * as pulumi from "@pulumi/pulumi";
import { referredTo } from "../config/secrets";

/** Values of the secret configuration keys, by name. */
export type Secrets = pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>>;

/** A part of the configuration where each `{ config: key }` has become the secret of that key. */
export type Revealed<T> = T extends { config: string }
  ? pulumi.Output<string>
  : T extends object
    ? { [Field in keyof T]: Revealed<T[Field]> }
    : T;

/** Puts secrets where the configuration refers to them. */
export function revealed<T>(part: T, secrets: Secrets): Revealed<T>;
export function revealed(part: unknown, secrets: Secrets): unknown {
  if (Array.isArray(part)) return part.map((item: unknown) => revealed(item, secrets));
  if (typeof part !== "object" || part === null) return part;
  if ("config" in part && typeof part.config === "string") return secretOf(part.config, secrets);
  return Object.fromEntries(
    Object.entries(part).map(([field, value]) => [field, revealed(value, secrets)]),
  );
}

/**
 * Makes sure that every key that the platform refers to has a value.
 *
 * @throws RunError that names those that have none
 */
export function requireSecrets(platform: unknown, secrets: Secrets): void {
  // What another resource or another language hands over is not known yet: then each is missed later.
  if (pulumi.Output.isInstance(secrets) || secrets instanceof Promise) return;
  const missing = referredTo(platform).filter((key) => secrets[key] === undefined);
  if (missing.length > 0) throw new pulumi.RunError(missing.map(isMissing).join("\n"));
}

function secretOf(key: string, secrets: Secrets): pulumi.Output<string> {
  return pulumi.secret(pulumi.output(secrets).apply((all) => secretIn(all, key)));
}

/** @throws RunError when there is none */
export function secretIn(secrets: Readonly<Record<string, string>>, key: string): string {
  const text = secrets[key];
  if (text === undefined) throw new pulumi.RunError(isMissing(key));
  return text;
}

const isMissing = (key: string) =>
  `Platform: secrets.${key} is missing; give the text that { config: ${key} } stands for.`;
