/** Runs NGINX on a rendered configuration. */

import { spawn } from "node:child_process";
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { LOOPBACK } from "../../toolchain/cluster/ports";
import { NGINX_BINARY } from "./tools";

const CALL = z.record(z.string(), z.unknown());

/** Files beside `nginx.conf`, by their path. */
export type Beside = Readonly<Record<string, string>>;

export interface RunningNginx {
  readonly pid: number;
  /** Where `nginx.conf` and the files beside it are. */
  readonly folder: string;
  /** Writes a file beside `nginx.conf`, as when a Secret changes. */
  write(path: string, content: string): void;
  /** Sends a signal to the master, such as SIGQUIT. */
  signal(signal: NodeJS.Signals): void;
  /** Settles when it has ended, with the exit code or the signal. */
  readonly ended: Promise<number | string>;
  /** What it said about itself. */
  errors(): string;
  /** Lines of the access log, after it has been written: a second later at most. */
  calls(): Promise<Record<string, unknown>[]>;
  /** Ends it at once and removes its folder. */
  stop(): Promise<void>;
}

/**
 * Starts NGINX and waits until it answers.
 * @param health port of `/healthz`
 * @throws with what NGINX said when it does not start
 */
export async function startNginx(
  conf: string,
  health: number,
  files: Beside = {},
): Promise<RunningNginx> {
  const folder = mkdtempSync(join(tmpdir(), "gateway-"));
  const write = (path: string, content: string) => {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  for (const [path, content] of Object.entries({ ...files, "nginx.conf": conf })) {
    write(path, content);
  }
  // Files, because NGINX opens /dev/stdout by its name, and a socket cannot be opened.
  const [out, err] = ["access.log", "error.log"].map((name) => openSync(join(folder, name), "a"));
  const child = spawn(NGINX_BINARY, argumentsFor(folder), { stdio: ["ignore", out, err] });
  for (const file of [out, err]) if (file !== undefined) closeSync(file);
  const errors = () => readFileSync(join(folder, "error.log"), "utf8");
  const ended = new Promise<number | string>((settle) => {
    child.once("error", (error) => settle(error.message));
    child.once("close", (code, signal) => settle(code ?? signal ?? ""));
  });
  while (!(await answers(health))) {
    if (child.exitCode !== null) throw new Error(`NGINX did not start: ${errors()}`);
    await sleep(20);
  }
  return {
    pid: child.pid ?? 0,
    folder,
    write,
    signal: (signal) => void child.kill(signal),
    ended,
    errors,
    async calls() {
      await sleep(1200);
      const lines = readFileSync(join(folder, "access.log"), "utf8").trim().split("\n");
      return lines.filter((line) => line !== "").map((line) => CALL.parse(JSON.parse(line)));
    },
    async stop() {
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As the container starts it, where all processes are of one user. */
export function argumentsFor(folder: string): string[] {
  const isRoot = process.getuid?.() === 0;
  const args = ["-e", "stderr", "-p", folder, "-c", join(folder, "nginx.conf")];
  return isRoot ? [...args, "-g", "user root;"] : args;
}

function answers(port: number): Promise<boolean> {
  return new Promise((settle) => {
    get({ host: LOOPBACK, port, path: "/healthz" }, (response) => {
      response.resume();
      settle(response.statusCode === 200);
    }).once("error", () => settle(false));
  });
}
