/** The containers beside what they ask for, as text. */

import { aligned } from "../../aligned";
import { type Fault, faultOf } from "../goals";
import type { Summary } from "../summary";
import type { MeasuredContainer, Pods } from "./measure";

export function podsSummary(pods: Pods): Summary {
  if ("obstacles" in pods) {
    return { text: `Pods are left out: ${pods.obstacles.join("; ")}.`, passed: true };
  }
  const { containers, requests } = pods;
  const faults = containers.flatMap((container) => {
    const fault = faultOf({
      idle: container.idle.mebibytes,
      peak: peakOf(container),
      request: container.request,
      limit: container.limit,
      restarts: container.restarts,
    });
    return fault === undefined ? [] : [`  ${container.component}: ${SAID[fault]}`];
  });
  return {
    text: [
      table(containers),
      `loaded is with ${requests} requests to the demo, five a second`,
      "goal for default memory: a request of one to three times what is used idle, " +
        `a limit of no less than what is used loaded: ${faults.length === 0 ? "holds" : "MISSED"}`,
      ...faults,
    ].join("\n"),
    passed: faults.length === 0,
  };
}

const SAID: Readonly<Record<Fault, string>> = {
  restarted: "it was started again, so its limit or its probes do not fit",
  "request too small": "the request is less than it uses idle",
  "request too large": "the request is more than three times what it uses idle",
  "limit too small": "the limit is less than it uses loaded",
};

function table(containers: readonly MeasuredContainer[]): string {
  return aligned([
    [
      ...["CONTAINER", "READY s", "MiB: IDLE", "LOADED", "REQUEST", "LIMIT"],
      ...["CPU m: IDLE", "LOADED", "DEFAULT"],
    ],
    ...containers.map((container) => [
      `${container.component} ${container.name}`,
      container.readySeconds,
      Math.round(container.idle.mebibytes),
      Math.round(peakOf(container)),
      container.request,
      container.limit,
      Math.round(container.idle.millicores),
      Math.round(container.loaded.millicores),
      container.cpu,
    ]),
  ]);
}

const peakOf = ({ idle, loaded }: MeasuredContainer) => Math.max(idle.mebibytes, loaded.mebibytes);
