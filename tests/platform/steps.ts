/** What the last run of Pulumi did to Kubernetes objects, told by its event log. */

import { readIfThere } from "../../toolchain/files";
import { field } from "../../toolchain/kubernetes";

/** In order, such as `begins to update Job skywalking-oap-init`; objects that stay as they are do not count. */
export function stepsIn(eventLog: string): string[] {
  const lines = (readIfThere(eventLog) ?? "").split("\n");
  return lines.flatMap((line) => {
    const event = parse(line);
    return [
      ...told("begins to", field(event, "resourcePreEvent", "metadata")),
      ...told("is done:", field(event, "resOutputsEvent", "metadata")),
    ];
  });
}

function told(when: string, step: unknown): string[] {
  const urn = String(field(step, "urn"));
  const [, kind, name] = /kubernetes:[^:]+:(\w+)::(.+)$/.exec(urn) ?? [];
  const op = String(field(step, "op"));
  if (kind === undefined || name === undefined || op === "same") return [];
  return [`${when} ${op} ${kind} ${name}`];
}

/** The last line may still be written. */
function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
