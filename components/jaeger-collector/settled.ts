import type { JaegerStore } from "../kit/jaeger-store";
import type { JaegerCollectorArgs } from "./args";

const DEFAULTS = {
  generation: "v2",
  scale: { kind: "fixed", replicas: 1 },
  legacy: [],
  queue: {},
  retry: {},
  batch: {},
  connectionSeconds: 60,
  // The request is what it takes idle; of the limit half holds the full queue of 1000 batches, and half the rest.
  resources: {
    requests: { cpu: "250m", memory: "64Mi" },
    limits: { cpu: "1", memory: "512Mi" },
  },
  drainSeconds: 30,
  logLevel: "info",
  callers: [],
  scrapers: [],
} as const satisfies Partial<JaegerCollectorArgs>;

/** The arguments with every default in place. */
export type Settled = JaegerCollectorArgs &
  Required<Pick<JaegerCollectorArgs, keyof typeof DEFAULTS>>;

/** Puts the defaults in. */
export function settle(args: JaegerCollectorArgs): Settled {
  return { ...DEFAULTS, ...args };
}

/** The store that it writes itself. */
export function storeOf({ to }: Pick<Settled, "to">): JaegerStore | undefined {
  return to.kind === "store" ? to.store : undefined;
}
