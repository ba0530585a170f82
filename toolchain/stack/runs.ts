/** Finds what an earlier run of Pulumi on a stack left behind: processes and locks. */

import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { readIfThere } from "../files";

/** Environment variable that Pulumi passes on to all its plugins: it says which stack a process works for. */
export const MARK = "KUBE_TRACING_RUN";

export interface PulumiProcess {
  pid: number;
  parent: number;
  /** Name of the file that it runs, without its folder. */
  program: string;
}

/** Pulumi itself, not one of its plugins. */
export const isCli = ({ program }: { program: string }): boolean => program === "pulumi";

/** Every process of this machine that works for the stack with this mark. */
export function processesOf(mark: string): PulumiProcess[] {
  return listProcesses()
    .filter(({ environment }) => environment.includes(`${MARK}=${mark}`))
    .map(({ pid, parent, program }) => ({ pid, parent, program }));
}

/** Plugins whose Pulumi is gone. */
export function orphansAmong(processes: readonly PulumiProcess[]): PulumiProcess[] {
  const known = new Map(processes.map((one) => [one.pid, one]));
  const hasCli = (one: PulumiProcess | undefined): boolean =>
    one !== undefined && (isCli(one) || hasCli(known.get(one.parent)));
  return processes.filter((one) => !hasCli(one));
}

interface Listed extends PulumiProcess {
  environment: readonly string[];
}

function listProcesses(): Listed[] {
  if (readIfThere("/proc/self/stat") === undefined) {
    const options = { encoding: "utf8", maxBuffer: 2 ** 28 } as const;
    return parseProcesses(execFileSync("ps", ["axeww", "-o", "pid=,ppid=,command="], options));
  }
  return readdirSync("/proc")
    .filter(Number)
    .flatMap((pid) => {
      const read = (file: string) => readIfThere(join("/proc", pid, file));
      const [environment, command, stat] = [read("environ"), read("cmdline"), read("stat")];
      if (environment === undefined || command === undefined || stat === undefined) return [];
      const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      return {
        pid: Number(pid),
        parent,
        program: basename(command.split("\0")[0] ?? ""),
        environment: environment.split("\0"),
      };
    });
}

/** What `ps axeww -o pid=,ppid=,command=` prints: arguments and environment are one line of words. */
export function parseProcesses(text: string): Listed[] {
  return text.split("\n").flatMap((line) => {
    const [, pid, parent, rest = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    const [command = "", ...environment] = rest.split(" ");
    return pid === undefined
      ? []
      : [{ pid: Number(pid), parent: Number(parent), program: basename(command), environment }];
  });
}

const Lock = z.object({ pid: z.number(), hostname: z.string(), timestamp: z.string() });
export type Lock = z.infer<typeof Lock>;

/** The locks in a folder of a `file://` backend, whoever put them there. */
export function locksOf(folder: string): Lock[] {
  return list(folder)
    .filter((file) => file.endsWith(".json"))
    .flatMap((file) => readIfThere(join(folder, file)) ?? [])
    .map((text) => Lock.parse(JSON.parse(text)));
}

/** Whether the Pulumi of this machine that put the lock there is still at work. */
export function isHeld({ pid }: Lock): boolean {
  return listProcesses().some((one) => one.pid === pid && isCli(one));
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
