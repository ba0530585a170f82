import { settleAgent } from "../kit/agent/settled";
import { HEALTH_PORT } from "../kit/otel/health";
import type { ListeningPort } from "../kit/otel/listening";
import { METRICS_PORT } from "../kit/otel/telemetry";
import type { AgentSidecarArgs } from "./args";

/** A request as it is idle, and a limit with its queue full. */
const RESOURCES = {
  requests: { cpu: "20m", memory: "96Mi" },
  limits: { cpu: "250m", memory: "256Mi" },
} as const;

/** Puts the defaults in. */
export function settle(args: AgentSidecarArgs) {
  const { health, metrics } = args.ports ?? {};
  const own = {
    health: renamed(HEALTH_PORT, "agent-health", health),
    metrics: renamed(METRICS_PORT, "agent-metrics", metrics),
  };
  return {
    ...args,
    ...settleAgent(args, { resources: args.resources ?? RESOURCES, batch: 128 }),
    queue: { requests: 300, ...args.queue },
    drainSeconds: args.drainSeconds ?? 15,
    own,
  };
}

/** The arguments with every default in place. */
export type Settled = ReturnType<typeof settle>;

/** The program may have a port of the same name, which Services look for. */
function renamed(base: ListeningPort, name: string, port = base.port): ListeningPort {
  return { ...base, name, port };
}
