import type { Resources } from "../size";
import type { AgentArgs, SettledAgent } from "./args";

/** What depends on where an agent runs. */
interface Place {
  resources: Resources;
  /** Spans of a batch. */
  batch: number;
}

/** Puts the defaults in. */
export function settleAgent(args: AgentArgs, place: Place): SettledAgent {
  const { size = place.batch, most = size, ...batch } = args.batch ?? {};
  return {
    ...args,
    receives: { otlp: ["grpc", "http"], jaeger: [], datagramQueue: 2000, ...args.receives },
    signals: args.signals ?? ["traces"],
    tags: args.tags ?? {},
    batch: { size, most, ...batch },
    resources: place.resources,
  };
}
