import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readIfThere } from "../../../toolchain/files";

/**
 * MiB that the largest process of a container has in memory, by the id of the container. The working set leaves out
 * the pages of a program that another container of the image read first, which it needs no less.
 *
 * @param proc of the machine on which the containers run
 */
export function residentIn(proc = "/proc"): (containerId: string) => number {
  const processes = readdirSync(proc)
    .filter((name) => /^[0-9]+$/.test(name))
    .map((pid) => ({
      groups: readIfThere(join(proc, pid, "cgroup")) ?? "",
      kibibytes: Number(
        /^VmRSS:\s+([0-9]+) kB$/m.exec(readIfThere(join(proc, pid, "status")) ?? "")?.[1] ?? 0,
      ),
    }));
  return (containerId) =>
    Math.max(
      0,
      ...processes
        .filter(({ groups }) => groups.includes(containerId))
        .map(({ kibibytes }) => kibibytes / 1024),
    );
}
