/** The steps by which a certificate, or its authority, is replaced while clients stay connected. */

import { X509Certificate } from "node:crypto";
import { type Pair, newAuthority, newServer } from "./issue";

/** What the cluster keeps: the server's Secret, and the authority beside it. */
export interface Kept {
  /** The newest authority; it signs. */
  authority: Pair;
  server: Pair;
  /** Every authority that clients trust, the newest first. */
  trusted: readonly string[];
}

export type Step =
  /** Makes what is missing, and nothing where all is there and lasts another 30 days. */
  | "ensure"
  /** A new certificate of the newest authority. */
  | "renew"
  /** A new authority, trusted beside the old one; the certificate stays. */
  | "trust"
  /** The newest authority is trusted alone. */
  | "forget";

export const STEPS = ["ensure", "renew", "trust", "forget"] as const satisfies readonly Step[];

const [RENEW_DAYS, DAY_MS] = [30, 24 * 60 * 60 * 1000];

/**
 * What the cluster is to keep from now on, or undefined when nothing is to change.
 *
 * @throws Error when the step would cut clients off
 */
export async function rotated(
  kept: Kept | undefined,
  step: Step,
  { name, names, now }: { name: string; names: readonly string[]; now: Date },
): Promise<Kept | undefined> {
  if (kept === undefined) {
    const authority = await newAuthority(`${name} authority`, now);
    const server = await newServer(authority, names, now);
    return { authority, server, trusted: [authority.certificate] };
  }
  const { authority, server, trusted } = kept;
  switch (step) {
    case "ensure":
      if (daysLeft(server, now) >= RENEW_DAYS) return undefined;
      return { ...kept, server: await newServer(authority, names, now) };
    case "renew":
      return { ...kept, server: await newServer(authority, names, now) };
    case "trust": {
      const next = await newAuthority(`${name} authority`, now);
      return { ...kept, authority: next, trusted: [next.certificate, ...trusted] };
    }
    case "forget":
      if (!isSignedBy(server, authority))
        throw new Error(
          `${name}: its certificate is signed by the authority that would be forgotten; first run: make certificate STEP=renew`,
        );
      return { ...kept, trusted: [authority.certificate] };
  }
}

/** Whether an authority has signed a certificate. */
export function isSignedBy(server: Pair, authority: Pair): boolean {
  return new X509Certificate(server.certificate).verify(
    new X509Certificate(authority.certificate).publicKey,
  );
}

function daysLeft({ certificate }: Pair, now: Date): number {
  return (Date.parse(new X509Certificate(certificate).validTo) - now.getTime()) / DAY_MS;
}
