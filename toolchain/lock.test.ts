import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withLock } from "./lock";
import { startOf } from "./cluster/processes";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
  file = join(folder, "deep", "lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("the work's result comes back, and nothing is left", async () => {
  expect(await withLock(file, async () => 42)).toBe(42);
  expect(readdirSync(join(folder, "deep"))).toEqual([]);
});

test("the lock is let go when the work fails", async () => {
  await expect(withLock(file, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(existsSync(file)).toBe(false);
});

test("work of two holders never overlaps; the second is told whom it waits for, once", async () => {
  const events: string[] = [];
  const work = (name: string) => async () => {
    events.push(`${name} begins`);
    await sleep(250);
    events.push(`${name} ends`);
  };
  const waits: number[] = [];
  await Promise.all([
    withLock(file, work("a")),
    withLock(file, work("b"), { onWait: (pid) => waits.push(pid) }),
  ]);
  expect(events).toEqual(["a begins", "a ends", "b begins", "b ends"]);
  expect(waits).toEqual([process.pid]);
});

test.each([
  ["a process that is gone", "4194305\nlong ago\n"],
  ["a process whose pid somebody else has now", `${process.pid}\nlong ago\n`],
  ["nobody", ""],
])("a lock of %s is taken over", async (_, content) => {
  await withLock(file, async () => undefined);
  writeFileSync(file, content);
  expect(await withLock(file, async () => readFileSync(file, "utf8"))).toContain(
    `${process.pid}\n${startOf(process.pid)}\n`,
  );
  expect(readdirSync(join(folder, "deep"))).toEqual([]);
});

test("many who find the same stale lock still come one after the other", async () => {
  await withLock(file, async () => undefined);
  writeFileSync(file, "4194305\nlong ago\n");
  let inside = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 8 }, () =>
      withLock(file, async () => {
        most = Math.max(most, ++inside);
        await sleep(5);
        inside--;
      }),
    ),
  );
  expect(most).toBe(1);
});
