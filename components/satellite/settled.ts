import type { SatelliteArgs } from "./args";

const DEFAULTS = {
  scale: { kind: "fixed", replicas: 2 },
  queue: {},
  client: {},
  pipes: {},
  telemetry: {},
  log: {},
  resources: {
    requests: { cpu: "250m", memory: "256Mi" },
    limits: { cpu: "2", memory: "2Gi" },
  },
  callers: [],
  scrapers: [],
} as const satisfies Partial<SatelliteArgs>;

const SERVER = { maxConnections: 4000, maxMessageMebibytes: 50, maxStreams: 1024 } as const;

const DRAIN = { seconds: 15, flushSeconds: 5 } as const;

/** The arguments with every default in place. */
export type Settled = ReturnType<typeof settle>;

/** Puts the defaults in. */
export function settle(name: string, args: SatelliteArgs) {
  // Unions keep their full width, so that each choice can be told from the others.
  const { scale, queue, client, pipes, telemetry, log, ...others }: Required<Chosen> & Rest = {
    ...DEFAULTS,
    ...args,
  };
  return {
    ...others,
    ...{ scale, queue, client, pipes, telemetry, log },
    server: { ...SERVER, ...args.server },
    drain: { ...DRAIN, ...args.drain },
    service: telemetry.service ?? name,
  };
}

type Chosen = Pick<SatelliteArgs, keyof typeof DEFAULTS>;
type Rest = Omit<SatelliteArgs, keyof typeof DEFAULTS>;
