import type { JaegerIngesterArgs } from "./args";

const DEFAULTS = {
  generation: "v2",
  group: "jaeger-ingester",
  scale: { kind: "fixed", replicas: 1 },
  consumers: 10,
  retry: {},
  resources: {
    requests: { cpu: "250m", memory: "64Mi" },
    limits: { cpu: "1", memory: "512Mi" },
  },
  logLevel: "info",
  scrapers: [],
} as const satisfies Partial<JaegerIngesterArgs>;

/** The arguments with every default in place. */
export type Settled = JaegerIngesterArgs &
  Required<Pick<JaegerIngesterArgs, keyof typeof DEFAULTS>>;

/** Puts the defaults in. */
export function settle(args: JaegerIngesterArgs): Settled {
  return { ...DEFAULTS, ...args };
}
