import type { Resources } from "../kit/size";
import type { GrpcGatewayArgs } from "./args";

/** Port of health and figures. */
export const HEALTH_PORT = 8081;

/** How long a pod that is to end is still called, in seconds. */
export const PRE_STOP_SECONDS = 10;

const DEFAULTS = {
  exposure: { kind: "clusterIP" },
  scale: { kind: "fixed", replicas: 2 },
  capacity: { clients: 1000, calls: 4096 },
  resources: {
    // 8 MiB were measured without calls; 16 have room for 200 that are open, the limit for the whole capacity.
    requests: { cpu: "250m", memory: "16Mi" },
    limits: { cpu: "2", memory: "256Mi" },
  },
  drainSeconds: 120,
  accessLog: "all",
  scrapers: [],
  clusterDomain: "cluster.local",
} as const satisfies Partial<GrpcGatewayArgs>;

/** The arguments with every default in place. */
export type Settled = ReturnType<typeof settle>;

/** Puts the defaults in. */
export function settle(args: GrpcGatewayArgs) {
  const settled = { ...DEFAULTS, ...args };
  const resolver = args.resolver ?? `kube-dns.kube-system.svc.${settled.clusterDomain}`;
  return { ...settled, resolver };
}

/** Whole CPUs of the limit, one at least: NGINX itself would count those of the node. */
export function workersOf({ limits }: Resources): number {
  const cores = Number.parseFloat(limits.cpu) / (limits.cpu.endsWith("m") ? 1000 : 1);
  return Math.max(1, Math.floor(cores));
}

/** Connections that are kept to servers, in each worker. */
const KEPT = 256;

/**
 * Connections of one worker. Each can take them all, because the system does not share new ones
 * evenly among workers; a call counts twice, as part of a client and as a connection to a server.
 */
export function connectionsOf({ clients, calls }: { clients: number; calls: number }): number {
  return Math.ceil((clients + calls + KEPT) * 1.25);
}

/** Mebibytes that NGINX takes with so many open calls: 40 KiB for each. */
export function mebibytesOf(calls: number): number {
  return 30 + Math.ceil((calls * 40) / 1024);
}
