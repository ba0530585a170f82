import { rotates } from "../kit/jaeger/versions";
import type { JaegerQueryArgs } from "./args";

const DEFAULTS = {
  generation: "v2",
  scale: { kind: "fixed", replicas: 1 },
  exposure: { kind: "clusterIP" },
  basePath: "/",
  ui: {},
  clockSkewSeconds: 0,
  resources: {
    requests: { cpu: "100m", memory: "64Mi" },
    limits: { cpu: "500m", memory: "256Mi" },
  },
  logLevel: "info",
  callers: [],
  scrapers: [],
} as const satisfies Partial<JaegerQueryArgs>;

/** The arguments with every default in place. */
export type Settled = JaegerQueryArgs & Required<Pick<JaegerQueryArgs, keyof typeof DEFAULTS>>;

/** Puts the defaults in. */
export function settle(args: JaegerQueryArgs): Settled {
  return { ...DEFAULTS, ...args };
}

/** Whether the release can limit what it loads of a trace. */
export function limitsTraces({ version, generation }: Settled): boolean {
  return generation === "v2" && rotates(version);
}
