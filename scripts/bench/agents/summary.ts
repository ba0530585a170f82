/** The agents beside what they ask for, as text. */

import { aligned } from "../../aligned";
import { type Fault, faultOf } from "../goals";
import type { Summary } from "../summary";
import type { Agents } from "./measure";

export function agentsSummary({ agents, perSecond }: Agents): Summary {
  const faults = agents.flatMap(({ name, idle, loaded, full, request, limit }) => {
    const peak = Math.max(idle, loaded, full);
    const fault = faultOf({ idle, peak, request, limit, restarts: 0 });
    return fault === undefined ? [] : [`  ${name}: ${SAID[fault]}`];
  });
  return {
    text: [
      aligned([
        ["AGENT", "MiB: IDLE", "LOADED", "QUEUE FULL", "REQUEST", "LIMIT", "SPANS IN THE QUEUE"],
        ...agents.map(({ name, idle, loaded, full, request, limit, held }) => [
          ...[name, idle, loaded, full, request, limit, held],
        ]),
      ]),
      `loaded is with ${perSecond} spans a second, each of a dozen attributes`,
      "goal for the memory of agents: a request of one to three times what is used idle, " +
        `a limit of no less than what is used with a full queue: ${faults.length === 0 ? "holds" : "MISSED"}`,
      ...faults,
    ].join("\n"),
    passed: faults.length === 0,
  };
}

const SAID: Readonly<Record<Fault, string>> = {
  restarted: "it was started again",
  "request too small": "the request is less than it uses idle",
  "request too large": "the request is more than three times what it uses idle",
  "limit too small": "the limit is less than it uses with a full queue",
};
