import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { MARK, isHeld, locksOf, orphansAmong, parseProcesses, processesOf } from "./runs";

const cleanups: (() => void)[] = [];
afterEach(() => cleanups.splice(0).forEach((cleanup) => cleanup()));

const plugin = (pid: number, parent: number) => ({ pid, parent, program: "pulumi-resource-x" });
const cli = (pid: number, parent: number) => ({ pid, parent, program: "pulumi" });

describe("orphansAmong", () => {
  test("plugins of a living Pulumi are at work", () => {
    expect(orphansAmong([cli(10, 1), plugin(11, 10), plugin(12, 11)])).toEqual([]);
  });

  test("plugins without one are orphans, whoever adopted them", () => {
    expect(orphansAmong([plugin(11, 1), plugin(12, 11)])).toEqual([plugin(11, 1), plugin(12, 11)]);
  });

  test("a living Pulumi keeps only its own", () => {
    expect(orphansAmong([cli(20, 5), plugin(21, 20), plugin(11, 1)])).toEqual([plugin(11, 1)]);
  });
});

describe("processesOf", () => {
  test("finds a process by its mark, and no other", () => {
    const mark = `test-${process.pid}`;
    const child = spawn("sleep", ["60"], { env: { [MARK]: mark, PATH: process.env["PATH"] } });
    cleanups.push(() => child.kill());
    expect(processesOf(mark)).toEqual([{ pid: child.pid, parent: process.pid, program: "sleep" }]);
    expect(processesOf(`${mark}0`)).toEqual([]);
  });
});

test("parseProcesses reads what ps prints where there is no /proc", () => {
  const text =
    "    1     0 /sbin/launchd\n  312   300 /x/bin/pulumi up --yes A=1 KUBE_TRACING_RUN=/s#local\n";
  expect(parseProcesses(text)).toEqual([
    { pid: 1, parent: 0, program: "launchd", environment: [] },
    {
      pid: 312,
      parent: 300,
      program: "pulumi",
      environment: ["up", "--yes", "A=1", "KUBE_TRACING_RUN=/s#local"],
    },
  ]);
});

describe("locks", () => {
  test("are read from the folder of the backend", () => {
    const folder = mkdtempSync(join(tmpdir(), "locks-"));
    cleanups.push(() => rmSync(folder, { recursive: true }));
    const lock = { pid: 77, hostname: "box", timestamp: "2026-01-02T03:04:05.678Z" };
    writeFileSync(join(folder, "1f.json"), JSON.stringify({ ...lock, username: "me" }));
    writeFileSync(join(folder, "1f.json.attrs"), "{}");
    expect(locksOf(folder)).toEqual([lock]);
    expect(locksOf(join(folder, "none"))).toEqual([]);
  });

  test("are held only by a Pulumi: another program may have got its pid", () => {
    expect(isHeld({ pid: process.pid, hostname: "box", timestamp: "" })).toBe(false);
  });
});
