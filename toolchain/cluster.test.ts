import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { down, formatStatus, status, up } from "./cluster";
import { COMPONENTS } from "./cluster/control-plane";
import { createProgress } from "./progress";

let folder: string;
let printed: string;

const options = () => ({
  state: join(folder, "state"),
  bin: join(folder, "bin"),
  progress: createProgress({ write: (text) => (printed += text) }),
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cluster-"));
  mkdirSync(join(folder, "bin"));
  printed = "";
});
afterEach(async () => {
  await down({ ...options(), wipe: true });
  rmSync(folder, { recursive: true });
});

/** Programs that do nothing but run this script. */
function pretend(script: string): void {
  for (const name of COMPONENTS) {
    writeFileSync(join(folder, "bin", name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, "bin", name), 0o755);
  }
}

describe("up", () => {
  test("says which programs are missing and how to get them, before it makes anything", async () => {
    pretend("true");
    rmSync(join(folder, "bin", "kwok"));
    chmodSync(join(folder, "bin", "etcd"), 0o644);
    await expect(up(options())).rejects.toThrow(
      `etcd, kwok missing in ${join(folder, "bin")}: \`npx tsx toolchain/tools.ts\` gets every tool`,
    );
    expect(existsSync(join(folder, "state"))).toBe(false);
  });

  test.each([0, 1.5, Number.NaN, 257])("refuses %d nodes", async (nodes) => {
    pretend("true");
    await expect(up({ ...options(), nodes })).rejects.toThrow(
      `nodes: cannot be ${nodes}; give a whole number from 1 to 256`,
    );
  });

  test("names the program that ends, its log and the end of it", async () => {
    pretend("for n in $(seq 20); do echo line $n; done; exit 3");
    await expect(up(options())).rejects.toThrow(
      [
        `etcd: it ended; the end of ${join(folder, "state", "logs", "etcd.log")}:`,
        ...Array.from({ length: 10 }, (_, index) => `      | line ${index + 11}`),
        "Run `up` again; if it stays so, `down --wipe` and `up` start from nothing.",
      ].join("\n"),
    );
    expect(printed).toMatch(
      /^certificates made for a year: there were none\n {2}etcd: starting\n✗ etcd: it ended \(\d\.\d s\)\n$/,
    );
  });
});

describe("down", () => {
  test("is content when nothing runs", async () => {
    await down(options());
    expect(printed).toBe(
      [...COMPONENTS]
        .reverse()
        .map((component) => `${component}: was not running\n`)
        .join(""),
    );
  });

  test("keeps the state, unless it is told to wipe it", async () => {
    pretend("exit 1");
    await expect(up(options())).rejects.toThrow("etcd: it ended");
    await down(options());
    expect(existsSync(join(folder, "state", "pki", "ca.crt"))).toBe(true);
    await down({ ...options(), wipe: true });
    expect(existsSync(join(folder, "state"))).toBe(false);
    expect(existsSync(join(folder, "state.lock"))).toBe(false);
    expect(printed).toContain(`${join(folder, "state")}: removed\n`);
  });
});

describe("status", () => {
  test("of a cluster that never was", async () => {
    const state = join(folder, "state");
    const rows = await status({ state });
    expect(rows).toEqual(
      COMPONENTS.map((component) => ({
        component,
        pid: undefined,
        state: "stopped",
        address: undefined,
        log: join(state, "logs", `${component}.log`),
      })),
    );
    expect(existsSync(state)).toBe(false);
  });

  test("as a table", () => {
    const table = formatStatus([
      { component: "etcd", pid: 12, state: "healthy", address: "https://127.0.0.1:1", log: "/a" },
      { component: "kwok", pid: undefined, state: "stopped", address: undefined, log: "/b" },
    ]);
    expect(table.split("\n")).toEqual([
      "COMPONENT  PID  STATE    ADDRESS              LOG",
      "etcd       12   healthy  https://127.0.0.1:1  /a",
      "kwok       -    stopped  -                    /b",
    ]);
  });
});

describe("the command", () => {
  const run = (...args: string[]) =>
    spawnSync(
      process.execPath,
      [
        "--require",
        "tsx/cjs",
        join(__dirname, "cluster.ts"),
        ...args,
        "--state",
        join(folder, "s"),
      ],
      { encoding: "utf8" },
    );

  test("status ends with 1 when something is not healthy", () => {
    const { status: code, stdout } = run("status");
    expect(code).toBe(1);
    expect(stdout.split("\n")[0]).toMatch(/^COMPONENT +PID +STATE +ADDRESS +LOG$/);
  });

  test("an error is one message without a stack", () => {
    const { status: code, stderr } = run("up", "--bin", join(folder, "bin"));
    expect(code).toBe(1);
    expect(stderr).toBe(
      `${COMPONENTS.join(", ")} missing in ${join(folder, "bin")}: \`npx tsx toolchain/tools.ts\` gets every tool\n`,
    );
  });

  test("anything else shows how it is used", () => {
    const { status: code, stderr } = run("upp");
    expect(code).toBe(2);
    expect(stderr).toContain(
      "Usage: npx tsx toolchain/cluster.ts up [--nodes N] | down [--wipe] | status",
    );
  });
});
