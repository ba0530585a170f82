import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { residentIn } from "./resident";

const proc = mkdtempSync(join(tmpdir(), "proc-"));
afterAll(() => rmSync(proc, { recursive: true }));

function process(pid: string, cgroup: string, status: string): void {
  mkdirSync(join(proc, pid));
  writeFileSync(join(proc, pid, "cgroup"), cgroup);
  writeFileSync(join(proc, pid, "status"), status);
}

test("counts the largest process of a container, and no other", () => {
  process("7", "4:memory:/kubepods/podab/one\n", "Name:\tnginx\nVmRSS:\t    2048 kB\n");
  process("8", "4:memory:/kubepods/podab/one\n", "Name:\tnginx\nVmRSS:\t    5120 kB\n");
  process("9", "4:memory:/kubepods/podab/two\n", "Name:\tjaeger\nVmRSS:\t   55296 kB\n");
  process("2", "4:memory:/\n", "Name:\tkthreadd\n");
  mkdirSync(join(proc, "self"));
  const resident = residentIn(proc);
  expect(["one", "two", "three"].map(resident)).toEqual([5, 54, 0]);
});
