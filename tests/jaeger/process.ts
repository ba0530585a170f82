/** Runs the real Jaeger on a rendered configuration, at a loopback address of its own. */

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DATA_FOLDER, FOLDER } from "../../components/kit/jaeger/folders";
import { JAEGER_BINARY } from "./tools";

/** A folder for the files that pods mount, and what the programs of a test write. */
export class Place {
  readonly folder = mkdtempSync(join(tmpdir(), "jaeger-"));

  /** Writes a file where the configuration looks for it. */
  write(path: string, content: string): string {
    const file = this.at(path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, this.at(content));
    return file;
  }

  /** The same text with the folders of the pod in this place. */
  at(text: string): string {
    return text
      .replaceAll(FOLDER, join(this.folder, "settings"))
      .replaceAll(`${DATA_FOLDER}/`, `${join(this.folder, "data")}/`);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What Jaeger answers to `validate`: nothing, or what is wrong. */
export async function validated(file: string): Promise<string> {
  const { ended, output } = started(["validate", "--config", file], {});
  return (await ended) === 0 ? "" : output();
}

export interface RunningJaeger {
  /** Loopback address that everything of it listens at. */
  readonly address: string;
  output(): string;
  /** Ends it as Kubernetes does, and waits until it has. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): Promise<void>;
}

/** Starts Jaeger and waits until it says that it is ready. */
export async function startJaeger(
  file: string,
  address: string,
  sets: readonly string[] = [],
): Promise<RunningJaeger> {
  const args = ["--config", file, ...sets.map((set) => `--set=${set}`)];
  const { child, ended, output } = started(args, { POD_IP: address });
  const end = async (signal: "SIGTERM" | "SIGKILL") => {
    child.kill(signal);
    await ended;
  };
  while (!(await isReady(address))) {
    if (child.exitCode !== null) throw new Error(`Jaeger did not start:\n${output()}`);
    await sleep(100);
  }
  return { address, output, stop: () => end("SIGTERM"), kill: () => end("SIGKILL") };
}

let given = 0;

/** A loopback address that no other test of this machine uses. */
export function ownAddress(): string {
  given += 1;
  return `127.${20 + (process.pid % 200)}.${(process.pid >> 8) % 250}.${given}`;
}

function started(args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(JAEGER_BINARY, [...args], {
    env: { ...process.env, POD_IP: "127.0.0.1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const keep = (chunk: Buffer) => (text += chunk.toString());
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const ended = new Promise<number | string>((settle) => {
    child.once("error", (error) => settle(error.message));
    child.once("close", (code, signal) => settle(code ?? signal ?? ""));
  });
  return { child, ended, output: () => text };
}

async function isReady(address: string): Promise<boolean> {
  return fetch(`http://${address}:13133/status`).then(
    ({ ok }) => ok,
    () => false,
  );
}
