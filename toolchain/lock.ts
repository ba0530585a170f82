/** A lock between the commands of one machine: a file that names its owner. */

import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readIfThere } from "./files";
import { startOf } from "./cluster/processes";

const POLL_MS = 100;

export interface LockOptions {
  /** Told once, when there is somebody to wait for. */
  onWait?: (pid: number) => void;
}

/** Runs the work while no other process holds `file`; the lock of a process that is gone is taken over. */
export async function withLock<T>(
  file: string,
  work: () => Promise<T>,
  { onWait = () => undefined }: LockOptions = {},
): Promise<T> {
  await acquire(file, onWait);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

async function acquire(file: string, onWait: (pid: number) => void): Promise<void> {
  for (let told = false; !create(file); await sleep(POLL_MS)) {
    const lock = readIfThere(file);
    if (lock === undefined) continue;
    const [pid, start] = lock.split("\n");
    if (start === undefined || startOf(Number(pid)) !== start) {
      await removeStale(file, lock);
    } else if (!told) {
      onWait(Number(pid));
      told = true;
    }
  }
}

/** Only who holds the lock beside it may remove a stale lock, so that a fresh one is never removed by mistake. */
async function removeStale(file: string, stale: string): Promise<void> {
  await withLock(`${file}.takeover`, async () => {
    if (readIfThere(file) === stale) rmSync(file);
  });
}

/** A link appears whole or not at all: nobody ever reads a lock without its owner. */
function create(file: string): boolean {
  const token = randomUUID();
  const draft = `${file}.${token}`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(draft, [process.pid, startOf(process.pid), token].join("\n"), { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft);
  }
}
