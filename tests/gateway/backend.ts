/** Starts servers of the tests, each a process of its own. */

import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface Backend {
  readonly address: string;
  readonly pid: number;
  /** Sends a signal, and settles when the server has ended. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
}

/** @param env as `backend-main.ts` says */
export async function startBackend(
  address: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Backend> {
  const program = join(__dirname, "backend-main.ts");
  const child = spawn(process.execPath, ["--import", "tsx", program, address], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((settle) => child.once("close", () => settle()));
  await new Promise<void>((ready, reject) => {
    createInterface(child.stdout).once("line", () => ready());
    child.once("error", reject);
    child.once("close", (code) => reject(new Error(`a server at ${address} ended with ${code}`)));
  });
  return {
    address,
    pid: child.pid ?? 0,
    async end(signal) {
      child.kill(signal);
      await ended;
    },
  };
}
