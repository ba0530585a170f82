import type * as pulumi from "@pulumi/pulumi";
import { SecretReference } from "../config/references";

/** Values of the secret configuration keys, by name. */
export type Secrets = Readonly<Record<string, pulumi.Input<string>>>;

/** A part of the configuration where each `{ config: key }` has become the secret of that key. */
export type Revealed<T> = T extends SecretReference
  ? pulumi.Input<string>
  : T extends object
    ? { [Field in keyof T]: Revealed<T[Field]> }
    : T;

/**
 * Puts secrets where the configuration refers to them. The configuration has been checked, so each
 * key is there.
 */
export function revealed<T>(part: T, secrets: Secrets): Revealed<T>;
export function revealed(part: unknown, secrets: Secrets): unknown {
  if (Array.isArray(part)) return part.map((item: unknown): unknown => revealed(item, secrets));
  if (typeof part !== "object" || part === null) return part;
  if (part instanceof SecretReference) return secrets[part.config];
  return Object.fromEntries(
    Object.entries(part).map(([field, value]) => [field, revealed(value, secrets)]),
  );
}
