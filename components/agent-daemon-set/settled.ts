import { settleAgent } from "../kit/agent/settled";
import type { AgentDaemonSetArgs } from "./args";

/** A request as it is idle, and a limit with its queue full. */
const RESOURCES = {
  requests: { cpu: "50m", memory: "96Mi" },
  limits: { cpu: "500m", memory: "384Mi" },
} as const;

const DEFAULTS = {
  exposure: { kind: "service" },
  drainSeconds: 30,
  preStopSeconds: 0,
  callers: [],
  scrapers: [],
} as const satisfies Partial<AgentDaemonSetArgs>;

const PLACEMENT = {
  // Whatever taint it has, it has programs.
  tolerations: [{ operator: "Exists" }],
  priorityClassName: "system-node-critical",
} as const;

type Chosen = Required<Pick<AgentDaemonSetArgs, keyof typeof DEFAULTS>>;

/** Puts the defaults in. */
export function settle(args: AgentDaemonSetArgs) {
  const others: Omit<AgentDaemonSetArgs, keyof Chosen> & Chosen = { ...DEFAULTS, ...args };
  return {
    ...others,
    ...settleAgent(args, { resources: args.resources ?? RESOURCES, batch: 256 }),
    queue: { requests: 400, ...args.queue },
    placement: { ...PLACEMENT, ...args.placement },
  };
}

/** The arguments with every default in place. */
export type Settled = ReturnType<typeof settle>;

/** Whether two agents can be on a node at a time: no port and no folder of the node belongs to one of them. */
export function isShared({ exposure, queue }: Settled): boolean {
  return exposure.kind === "service" && queue.kept?.kind !== "node";
}
