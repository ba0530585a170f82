/** Property values as the engine sends them: secrets and outputs are wrapped, unknown ones are a fixed text. */

import {
  specialOutputValueSig,
  specialSecretSig,
  specialSigKey,
  unknownValue,
} from "@pulumi/pulumi/runtime/rpc";

export type Properties = Readonly<Record<string, unknown>>;

/** Marks a value as secret, for the engine to encrypt. */
export function secret(value: unknown): Properties {
  return { [specialSigKey]: specialSecretSig, value };
}

/** Not known before the resource that gives the value exists. */
export function isUnknown(value: unknown): boolean {
  return value === unknownValue;
}

/** The value without any wrapping, at every depth; an output that has no value yet is unknown. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isProperties(value)) return value;
  switch (value[specialSigKey]) {
    case specialSecretSig:
      return plain(value["value"]);
    case specialOutputValueSig:
      return "value" in value ? plain(value["value"]) : unknownValue;
    default:
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
  }
}

export function isProperties(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
