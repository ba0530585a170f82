/** Makes way for a run of Pulumi: one at a time works on a stack, and one that was killed leaves things behind. */

import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { Progress } from "../progress";
import { type Pulumi, PulumiFailed } from "./pulumi";
import { type Lock, isCli, isHeld, locksOf, orphansAmong, processesOf } from "./runs";

const POLL_MS = 200;

/** Waits for a run that is alive; ends the plugins and removes the lock of one that is not. */
export async function makeWay(pulumi: Pulumi, progress: Progress): Promise<void> {
  await othersToEnd(pulumi, progress);
  const orphans = orphansOf(pulumi);
  for (const { pid } of orphans) end(pid);
  while (orphansOf(pulumi).length > 0) await sleep(POLL_MS);
  const [lock] = locksOn(pulumi);
  if (lock !== undefined) await pulumi.ask("cancel", "--yes");
  const found = [
    ...(lock === undefined ? [] : [`the lock of process ${lock.pid}`]),
    ...(orphans.length === 0 ? [] : [`${orphans.length} plugins still running`]),
  ];
  if (found.length > 0) {
    progress.say(`stack ${pulumi.stack}: removed what a killed run left: ${found.join(", ")}`);
  }
}

async function othersToEnd(pulumi: Pulumi, progress: Progress): Promise<void> {
  for (let told = false; ; told = true, await sleep(POLL_MS)) {
    const locks = locksOn(pulumi);
    const foreign = locks.find((lock) => lock.hostname !== hostname());
    if (foreign !== undefined) throw new PulumiFailed(heldElsewhere(pulumi, foreign));
    const held = locks.find(isHeld);
    const pid = held?.pid ?? processesOf(pulumi.mark).find(isCli)?.pid;
    if (pid === undefined) return;
    if (told) continue;
    const since = held === undefined ? "" : ` since ${held.timestamp.slice(0, 19)}Z`;
    progress.say(
      `stack ${pulumi.stack}: Pulumi (process ${pid}) is at work on it${since}; waiting for it to end (to stop it: kill ${pid})`,
    );
  }
}

function heldElsewhere({ stack, locks }: Pulumi, lock: Lock): string {
  return [
    `stack ${stack}: process ${lock.pid} of the machine ${lock.hostname} holds its lock since ${lock.timestamp}.`,
    `Wait for that run; if there is none any more, remove the lock: rm ${locks ?? ""}/*.json`,
  ].join("\n");
}

const orphansOf = ({ mark }: Pulumi) => orphansAmong(processesOf(mark));

const locksOn = ({ locks }: Pulumi) => (locks === undefined ? [] : locksOf(locks));

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself in the meantime.
  }
}
