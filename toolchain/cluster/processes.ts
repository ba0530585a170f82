/**
 * Detached processes that outlive the command that started them, found again without guessing.
 *
 * Each process writes its own record (pid, start time, fingerprint) before it becomes the program, so no
 * moment exists in which a program runs unrecorded, whenever its starter is killed. A pid counts only
 * together with its start time: a reused pid is somebody else.
 */

import { execFileSync, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readIfThere } from "../files";

const POLL_MS = 20;
const RECORD_LIMIT_MS = 10_000;
const KILL_LIMIT_MS = 5_000;

/**
 * Runs as `sh -c <this> <name> <record> <fingerprint> <proc> <command> <args…>`; `exec` keeps pid and start time.
 * The pid is the one that this machine knows, wherever the shell runs. What the program makes for others (kubelet,
 * containerd) they may enter: what is private lies in a private folder.
 */
const RECORD_AND_RUN = `
umask 077
record=$1 fingerprint=$2 proc=$3
shift 3
if [ -r "$proc/self/stat" ]; then
  read -r pid rest <"$proc/self/stat"
  start=$(cut -d' ' -f22 "$proc/$pid/stat")@$(cat /proc/sys/kernel/random/boot_id)
else
  pid=$$
  start=$(LC_ALL=C ps -o lstart= -p $$)
fi
printf '%s\\n%s\\n%s\\n' "$pid" "$start" "$fingerprint" >"$record.new" && mv "$record.new" "$record" || exit 1
umask 022
exec "$@"
`;

/** What to run. The fingerprint says what the running one was made from, for example a hash of its flags. */
export interface Program {
  name: string;
  command: string;
  args: readonly string[];
  fingerprint: string;
  /** @default beside the starter */
  place?: Place;
}

/** Namespaces to run in. */
export interface Place {
  /** The command that enters or makes them and then runs the command that follows, such as `nsenter … --`. */
  enter: readonly string[];
  /** Where the process finds the `/proc` of its starter. */
  proc: string;
}

/** Beside the starter. */
export const HERE: Place = { enter: [], proc: "/proc" };

/** A process that is alive now. */
export interface Running {
  pid: number;
  fingerprint: string;
}

/** When the process started, in words that fit no other process, not even after a reboot; undefined: it is dead. */
export function startOf(pid: number): string | undefined {
  return process.platform === "linux" ? startInProc(pid) : startFromPs(pid);
}

function startInProc(pid: number): string | undefined {
  const stat = readIfThere(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  const [state, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if ((state === "Z" || state === "X") && !hasThreads(pid)) return undefined;
  return `${fields[18]}@${readIfThere("/proc/sys/kernel/random/boot_id")?.trim()}`;
}

/** A killed process keeps its ports until its last thread ends, which may be after the first. */
function hasThreads(pid: number): boolean {
  try {
    return readdirSync(`/proc/${pid}/task`).length > 1;
  } catch {
    return false;
  }
}

function startFromPs(pid: number): string | undefined {
  try {
    const answer = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], {
      encoding: "utf8",
      env: { ...process.env, LC_ALL: "C" },
      stdio: ["ignore", "pipe", "ignore"],
    });
    return answer.trim() || undefined;
  } catch {
    return undefined;
  }
}

/** The processes of one state folder: records in `run/`, output in `logs/`. */
export class Processes {
  private readonly run: string;
  private readonly logs: string;

  /** @param termLimitMs how long a process may take to end by itself before it is killed */
  constructor(
    folder: string,
    private readonly termLimitMs = 5_000,
  ) {
    this.run = join(folder, "run");
    this.logs = join(folder, "logs");
  }

  /** File with everything the process printed since its last start; the start before it is in `.1`. */
  logFile(name: string): string {
    return join(this.logs, `${name}.log`);
  }

  /** The last lines of the log, for an error message. */
  lastLines(name: string, count = 10): string[] {
    const lines = (readIfThere(this.logFile(name)) ?? "").trimEnd().split("\n");
    return lines.slice(-count).filter((line) => line !== "");
  }

  /** The recorded process, if it is still the same one and alive. */
  find(name: string): Running | undefined {
    const [pidText, start, fingerprint] = (readIfThere(this.recordFile(name)) ?? "").split("\n");
    const pid = Number(pidText);
    if (!(pid > 0) || start === undefined || fingerprint === undefined) return undefined;
    return startOf(pid) === start.trim() ? { pid, fingerprint } : undefined;
  }

  /** Starts the program in a session of its own and returns once it is recorded. */
  async start({ name, command, args, fingerprint, place = HERE }: Program): Promise<Running> {
    for (const folder of [this.run, this.logs]) mkdirSync(folder, { recursive: true, mode: 0o700 });
    rotate(this.logFile(name));
    rmSync(this.recordFile(name), { force: true });
    const log = openSync(this.logFile(name), "a", 0o600);
    const record = [this.recordFile(name), fingerprint, place.proc];
    const script = ["/bin/sh", "-c", RECORD_AND_RUN, name, ...record, command, ...args];
    const [first = "", ...others] = [...place.enter, ...script];
    const child = spawn(first, others, {
      cwd: this.run,
      detached: true,
      env: cleanEnvironment(),
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    const failed = new Promise<never>((_, reject) => child.once("error", reject));
    failed.catch(() => undefined);
    child.unref();
    return Promise.race([failed, this.recorded(name, child)]);
  }

  /** Ends the process if it runs: asked first (woken if it is suspended), then killed. Returns its pid. */
  async stop(name: string): Promise<number | undefined> {
    const running = this.find(name);
    if (running) {
      signal(running.pid, "SIGTERM");
      signal(running.pid, "SIGCONT");
      if (!(await this.gone(name, this.termLimitMs))) signal(running.pid, "SIGKILL");
      if (!(await this.gone(name, KILL_LIMIT_MS))) {
        throw new Error(`${name} (pid ${running.pid}) does not end, not even when killed`);
      }
    }
    rmSync(this.recordFile(name), { force: true });
    return running?.pid;
  }

  private recordFile(name: string): string {
    return join(this.run, `${name}.pid`);
  }

  private async recorded(name: string, child: { exitCode: number | null }): Promise<Running> {
    for (const end = Date.now() + RECORD_LIMIT_MS; Date.now() < end; await sleep(POLL_MS)) {
      // In this order: the record of a program that has ended already counts too.
      const hasEnded = child.exitCode !== null;
      const [pid, , fingerprint] = (readIfThere(this.recordFile(name)) ?? "").split("\n");
      if (Number(pid) > 0) return { pid: Number(pid), fingerprint: fingerprint ?? "" };
      if (hasEnded) break;
    }
    throw new Error(`${name} could not be started; see ${this.logFile(name)}`);
  }

  private async gone(name: string, limitMs: number): Promise<boolean> {
    for (const end = Date.now() + limitMs; this.find(name); await sleep(POLL_MS)) {
      if (Date.now() > end) return false;
    }
    return true;
  }
}

/** Only what programs need: a proxy, `ETCD_*` or `KUBECONFIG` of the user's shell must not reach them. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return Object.fromEntries(Object.entries({ PATH, HOME, TMPDIR }).filter(([, value]) => value));
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself in the meantime.
  }
}

function rotate(log: string): void {
  if (statSync(log, { throwIfNoEntry: false })?.size) renameSync(log, `${log}.1`);
}
