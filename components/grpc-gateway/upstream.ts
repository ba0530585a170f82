import { isAtLeast } from "../kit/version";
import { block, type Lines } from "./block";

/** The servers behind a route. */
export interface Servers {
  kind: "pods" | "servers";
  /** `host:port`; of pods, the one that leads to all of them. */
  addresses: readonly string[];
  balance: "roundRobin" | "fewestCalls";
  maxCalls?: number;
}

/** A route and what is behind it. */
interface Behind {
  name: string;
  upstream: Servers;
}

/** The first version whose upstream blocks follow a name. */
export const RESOLVES = "1.27.3";

/**
 * The servers, with connections that are kept, and figures that all workers share: without them each
 * worker would balance for itself. A server is never taken for dead: by default one broken stream
 * does that for ten seconds, and a rolling restart then takes all of them out.
 */
export function upstreamBlock({ name, upstream }: Behind, version: string): Lines {
  if (!isBlock(upstream, version)) return [];
  const { addresses, balance, maxCalls } = upstream;
  const options = [
    ...(isAtLeast(version, RESOLVES) ? ["resolve"] : []),
    "max_fails=0",
    ...(maxCalls === undefined ? [] : [`max_conns=${maxCalls}`]),
  ].join(" ");
  return block(`upstream ${name}`, [
    `zone ${name} 256k;`,
    ...(balance === "fewestCalls" ? ["least_conn;"] : []),
    ...addresses.map((address) => `server ${address} ${options};`),
    // After the method of balancing, which it wraps.
    "keepalive 256;",
    "keepalive_requests 1000000;",
    "keepalive_timeout 1h;",
    "keepalive_time 24h;",
  ]);
}

/**
 * The line that passes calls on: to the upstream block, or to a variable, whose name is looked up
 * again and again.
 */
export function passTo(pass: string, { name, upstream }: Behind, version: string): string {
  return isBlock(upstream, version)
    ? `location / { ${pass}${name}; }`
    : `location / { set $target ${upstream.addresses.join()}; ${pass}$target; }`;
}

/** Whether calls go through an upstream block. */
export function isBlock({ kind }: Pick<Servers, "kind">, version: string): boolean {
  return kind === "servers" || isAtLeast(version, RESOLVES);
}
