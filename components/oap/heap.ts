import type { Problem } from "../kit/refusal";
import { type Memory, mebibytes, type Resources } from "../kit/size";

/** What OAP needs above its heap, in MiB: 300 to 400 were measured with few rules loaded. */
const LEAST_ABOVE = 400;

/**
 * Heap in MiB for a memory limit: all but a gigabyte, because the official rules, buffers and
 * threads lie outside of it; at most three quarters of the limit, at least half of it.
 */
export function heapFor(limit: Memory): number {
  const all = mebibytes(limit);
  return Math.floor(Math.max(all / 2, Math.min(all * 0.75, all - 1024)));
}

/** The heap that is asked for, or the one that fits the limit; in MiB. */
export function heapOf({ resources, heap }: { resources: Resources; heap?: Memory }): number {
  return heap === undefined ? heapFor(resources.limits.memory) : mebibytes(heap);
}

/** `JAVA_OPTS`: what the container's entry point gives to Java. */
export function javaOpts(mode: "init" | "no-init", heap: number): string {
  return `-Dmode=${mode} -Xms${heap}m -Xmx${heap}m -XX:+ExitOnOutOfMemoryError`;
}

/** Checks for `refuse`. */
export function memoryChecks(given: { resources: Resources; heap?: Memory }): (true | Problem)[] {
  const { limits, requests } = given.resources;
  const limit = mebibytes(limits.memory);
  const most = Math.floor(Math.min(limit * 0.75, limit - LEAST_ABOVE));
  const heap = heapOf(given);
  return [
    limit >= 2 * LEAST_ABOVE || {
      field: "resources.limits.memory",
      got: limits.memory,
      want: `${2 * LEAST_ABOVE}Mi or more`,
    },
    mebibytes(requests.memory) <= limit || {
      field: "resources.requests.memory",
      got: requests.memory,
      want: `no more than the limit, ${limits.memory}`,
    },
    given.heap === undefined ||
      (heap >= 64 && heap <= most) || {
        field: "heap",
        got: given.heap,
        want: `64Mi to ${most}Mi, which leaves a quarter of the limit and ${LEAST_ABOVE}Mi`,
      },
  ];
}
