import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Processes, startOf } from "./processes";

let folder: string;
let processes: Processes;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "processes-"));
  processes = new Processes(folder);
});
afterEach(async () => {
  await processes.stop("it");
  rmSync(folder, { recursive: true });
});

const it = (script: string) =>
  ({ name: "it", command: "/bin/sh", args: ["-c", script], fingerprint: "v1" }) as const;
const SLEEP = it("exec sleep 60");

const alive = (pid: number) => startOf(pid) !== undefined;

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 250) throw new Error("it did not become so within 5 s");
    await sleep(20);
  }
}

describe("startOf", () => {
  test("is stable for a living process and differs between two", async () => {
    const one = await processes.start(SLEEP);
    expect(startOf(one.pid)).toBe(startOf(one.pid));
    expect(startOf(one.pid)).not.toBe(startOf(process.pid));
  });

  test("is undefined for a pid that nobody has", () => {
    expect(startOf(2 ** 22 + 1)).toBeUndefined();
  });
});

describe("start", () => {
  test("the process is found again, by anybody who knows the folder", async () => {
    const { pid, fingerprint } = await processes.start(SLEEP);
    expect(alive(pid)).toBe(true);
    expect(fingerprint).toBe("v1");
    expect(new Processes(folder).find("it")).toEqual({ pid, fingerprint: "v1" });
    expect(statSync(join(folder, "run", "it.pid")).mode & 0o777).toBe(0o600);
  });

  test("arguments arrive as they are", async () => {
    const args = ["-c", 'printf "%s|" "$@"', "sh", "two words", "$HOME", "it's", ""];
    await processes.start({ ...SLEEP, args });
    await until(() => processes.lastLines("it").length > 0);
    expect(processes.lastLines("it")).toEqual(["two words|$HOME|it's||"]);
  });

  test("the shell's settings for other programs do not reach it", async () => {
    process.env["ETCD_NAME"] = "surprise";
    await processes.start(it("env | cut -d= -f1 | sort | tr '\\n' ' '"));
    delete process.env["ETCD_NAME"];
    await until(() => processes.lastLines("it").length > 0);
    const [names = ""] = processes.lastLines("it");
    const extra = names
      .trim()
      .split(" ")
      .filter((name) => !/^(HOME|PATH|TMPDIR|PWD|OLDPWD|SHLVL|_)$/.test(name));
    expect(extra).toEqual([]);
  });

  test("it outlives the command that started it, even when that is killed", async () => {
    const starter = `
      const { Processes } = require(${JSON.stringify(join(__dirname, "processes.ts"))});
      new Processes(${JSON.stringify(folder)}).start(${JSON.stringify(SLEEP)}).then(() => setInterval(() => {}, 1000));
    `;
    const child = spawn(process.execPath, ["--require", "tsx/cjs", "-e", starter], {
      cwd: __dirname,
      stdio: "ignore",
    });
    await until(() => processes.find("it") !== undefined);
    child.kill("SIGKILL");
    await new Promise((ended) => child.once("exit", ended));
    const found = processes.find("it");
    expect(found && alive(found.pid)).toBe(true);
  });

  test("a program that does not exist says so in its log", async () => {
    await processes.start({ ...SLEEP, command: join(folder, "nothing"), args: [] });
    await until(() => processes.find("it") === undefined);
    expect(processes.lastLines("it").join("\n")).toMatch(
      /nothing: not found|nothing: No such file/,
    );
  });

  test("the log of the start before is kept", async () => {
    for (const word of ["first", "second", "third"]) {
      await processes.start(it(`echo ${word}`));
      await until(() => processes.lastLines("it").length > 0 && !processes.find("it"));
    }
    expect(readFileSync(processes.logFile("it"), "utf8")).toBe("third\n");
    expect(readFileSync(`${processes.logFile("it")}.1`, "utf8")).toBe("second\n");
  });
});

describe("find", () => {
  test("a killed process is gone", async () => {
    const { pid } = await processes.start(SLEEP);
    process.kill(pid, "SIGKILL");
    await until(() => processes.find("it") === undefined);
  });

  test("a pid that now belongs to another process is not taken for the recorded one", async () => {
    const stranger = spawn("sleep", ["60"], { stdio: "ignore" });
    await sleep(50);
    await processes.start(SLEEP);
    const record = join(folder, "run", "it.pid");
    const [, start, fingerprint] = readFileSync(record, "utf8").split("\n");
    await processes.stop("it");
    writeFileSync(record, `${stranger.pid}\n${start}\n${fingerprint}\n`);
    expect(processes.find("it")).toBeUndefined();
    expect(await processes.stop("it")).toBeUndefined();
    expect(alive(stranger.pid ?? 0)).toBe(true);
    stranger.kill();
  });

  test.each(["", "garbage", "12", "-1\nx\ny\n", "0\nx\ny\n"])(
    "the record %j names nobody",
    async (text) => {
      await processes.start(it("true"));
      writeFileSync(join(folder, "run", "it.pid"), text);
      expect(processes.find("it")).toBeUndefined();
    },
  );
});

describe("stop", () => {
  test("returns whom it stopped, and nobody the second time", async () => {
    const { pid } = await processes.start(SLEEP);
    expect(await processes.stop("it")).toBe(pid);
    expect(alive(pid)).toBe(false);
    expect(await processes.stop("it")).toBeUndefined();
  });

  test("a suspended process is ended too, at once", async () => {
    const { pid } = await processes.start(
      it("trap 'exit 0' TERM; echo ready; while :; do sleep 0.1; done"),
    );
    await until(() => processes.lastLines("it").length > 0);
    process.kill(pid, "SIGSTOP");
    const start = Date.now();
    await processes.stop("it");
    expect(alive(pid)).toBe(false);
    expect(Date.now() - start).toBeLessThan(2_000);
  });

  test("a process that does not listen is killed", async () => {
    processes = new Processes(folder, 300);
    const { pid } = await processes.start(
      it("trap '' TERM; echo ready; while :; do sleep 1; done"),
    );
    await until(() => processes.lastLines("it").length > 0);
    await processes.stop("it");
    expect(alive(pid)).toBe(false);
  });
});

test("lastLines gives the end of the log, without empty lines", async () => {
  await processes.start(it("seq 1 12; echo; echo end"));
  await until(() => processes.lastLines("it").includes("end"));
  expect(processes.lastLines("it", 3)).toEqual(["12", "end"]);
  expect(processes.lastLines("other")).toEqual([]);
});
