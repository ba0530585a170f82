import { agentChecks } from "../kit/agent/checks";
import type { Problem } from "../kit/refusal";
import { whole } from "../kit/whole";
import type { Settled } from "./settled";

/** Everything that `refuse` is to know of. */
export function daemonSetChecks(settled: Settled): (true | Problem)[] {
  const { queue, drainSeconds, preStopSeconds } = settled;
  return [
    ...agentChecks(settled, queue),
    ...exposureChecks(settled),
    queue.kept?.kind !== "node" ||
      /^\/[^/]/.test(queue.kept.path) || {
        field: "queue.kept.path",
        got: queue.kept.path,
        want: "a folder of the node, such as /var/lib/otel-agent",
      },
    whole("drainSeconds", drainSeconds, { least: 1, unit: "seconds" }),
    whole("preStopSeconds", preStopSeconds, { least: 0, unit: "seconds" }),
  ];
}

function exposureChecks({ exposure, callers, scrapers }: Settled): (true | Problem)[] {
  switch (exposure.kind) {
    case "service":
      return [];
    case "hostPort":
      return [
        callers.length > 0 || {
          field: "callers",
          got: callers,
          want: 'who may send, such as [{ kind: "cluster" }]: nobody is wired to ports of nodes',
        },
      ];
    case "hostNetwork":
      return Object.entries({ callers, scrapers }).map(
        ([field, got]) =>
          got.length === 0 || {
            field,
            got,
            want: "none: no NetworkPolicy holds in the network of the node",
          },
      );
  }
}
