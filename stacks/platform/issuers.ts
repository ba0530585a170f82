import * as pulumi from "@pulumi/pulumi";
import type { Issuer } from "../../components/kit/tls";

/** A part of the configuration where the name of an issuer may be known only when it is there. */
export type Issued<T> =
  T extends pulumi.Output<unknown>
    ? T
    : T extends { name: string; kind: Issuer["kind"] }
      ? Issuer
      : T extends object
        ? { [Field in keyof T]: Issued<T[Field]> }
        : T;

/** Puts the platform's own issuers where the configuration names them, so that those come first. */
export function issuedBy<T>(issuers: Readonly<Record<string, Issuer>>, part: T): Issued<T>;
export function issuedBy(issuers: Readonly<Record<string, Issuer>>, part: unknown): unknown {
  if (typeof part !== "object" || part === null || pulumi.Output.isInstance(part)) return part;
  if (Array.isArray(part)) return part.map((item: unknown) => issuedBy(issuers, item));
  if ("name" in part && "kind" in part && part.kind === "ClusterIssuer")
    return issuers[String(part.name)] ?? part;
  return Object.fromEntries(
    Object.entries(part).map(([field, value]) => [field, issuedBy(issuers, value)]),
  );
}
