/** Loopback ports that one clone keeps for itself: chosen once, remembered by the caller. */

import { createHash } from "node:crypto";
import { createServer } from "node:net";

/** The one address that anything of the toolchain listens on. */
export const LOOPBACK = "127.0.0.1";

/** Below the ephemeral ranges (Linux 32768+, macOS 49152+) and below NodePorts (30000+). */
const RANGE = { first: 20_000, last: 29_999 } as const;

/** A port that had to change because another program listens on it. */
export interface MovedPort {
  name: string;
  from: number;
  to: number;
}

/** Whether a listener can be opened on this loopback port right now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((settle) => {
    const server = createServer();
    server.once("error", () => settle(false));
    server.listen({ port, host: LOOPBACK, exclusive: true }, () =>
      server.close(() => settle(true)),
    );
  });
}

/** Where a clone starts to look, so that two clones rarely meet and one clone finds the same again. */
export function firstPortOf(folder: string): number {
  const { first, last } = RANGE;
  return first + (createHash("sha256").update(folder).digest().readUInt32BE() % (last - first + 1));
}

export interface PortWish<Name extends string> {
  names: readonly Name[];
  /** Ports of an earlier run. */
  remembered: Readonly<Record<string, number>>;
  /** Names whose own process listens at this moment: their port stays without a test. */
  held: ReadonlySet<string>;
  /** First candidate, usually `firstPortOf(folder)`. */
  start: number;
}

/** Gives every name a port of its own: the remembered one where that is free, else the next free one. */
export async function settlePorts<Name extends string>(
  wish: PortWish<Name>,
): Promise<{ ports: Map<Name, number>; moved: MovedPort[] }> {
  const ports = new Map<Name, number>();
  const moved: MovedPort[] = [];
  const taken = new Set(Object.values(wish.remembered));
  let candidate = wish.start;
  for (const name of wish.names) {
    const known = wish.remembered[name];
    if (known !== undefined && (wish.held.has(name) || (await isFree(known)))) {
      ports.set(name, known);
      continue;
    }
    candidate = await nextFree(candidate, taken);
    taken.add(candidate);
    ports.set(name, candidate);
    if (known !== undefined) moved.push({ name, from: known, to: candidate });
  }
  return { ports, moved };
}

async function nextFree(start: number, taken: ReadonlySet<number>): Promise<number> {
  const { first, last } = RANGE;
  for (let step = 0; step <= last - first; step++) {
    const port = first + ((start - first + step) % (last - first + 1));
    if (!taken.has(port) && (await isFree(port))) return port;
  }
  throw new Error(`no free port on ${LOOPBACK} between ${first} and ${last}`);
}
