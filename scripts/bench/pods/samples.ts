/** What the kubelet tells of containers, and what follows from it. */

import { z } from "zod";

const Usage = z.object({
  pods: z.array(
    z.object({
      podRef: z.object({ name: z.string() }),
      containers: z
        .array(
          z.object({
            name: z.string(),
            cpu: z.object({ usageCoreNanoSeconds: z.number().optional() }).optional(),
            memory: z
              .object({ time: z.string(), workingSetBytes: z.number().optional() })
              .optional(),
          }),
        )
        .optional(),
    }),
  ),
});

/** One container at one moment. */
export interface Sample {
  readonly pod: string;
  readonly container: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What the kernel cannot take back: what the limit is held against. */
  readonly mebibytes: number;
  /** All that it has used so far. */
  readonly cpuSeconds: number;
}

/** @param summary answer of `/stats/summary` of a kubelet, the same for cgroup v1 and v2 */
export function samplesIn(summary: unknown): Sample[] {
  return Usage.parse(summary).pods.flatMap(({ podRef, containers = [] }) =>
    containers.flatMap(({ name, cpu, memory }) =>
      memory?.workingSetBytes === undefined || cpu?.usageCoreNanoSeconds === undefined
        ? []
        : [
            {
              pod: podRef.name,
              container: name,
              at: Date.parse(memory.time),
              mebibytes: memory.workingSetBytes / 1024 ** 2,
              cpuSeconds: cpu.usageCoreNanoSeconds / 1e9,
            },
          ],
    ),
  );
}

/** Between two moments. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What one container used in a span of time: the most memory, and CPU on average. */
export interface Used {
  readonly mebibytes: number;
  /** Thousandths of a CPU. */
  readonly millicores: number;
}

/** @throws when the kubelet measured less than twice in that time */
export function usedIn(samples: readonly Sample[], { from, to }: Span): Used {
  const within = samples.filter(({ at }) => at >= from && at <= to);
  const [first, last] = [within.at(0), within.at(-1)];
  if (first === undefined || last === undefined || first.at === last.at)
    throw new Error("the kubelet measured less than twice in this time");
  return {
    mebibytes: Math.max(...within.map(({ mebibytes }) => mebibytes)),
    millicores: (1e6 * (last.cpuSeconds - first.cpuSeconds)) / (last.at - first.at),
  };
}
