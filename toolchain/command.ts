/** Starting other programs. */

import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";

/** A program that could not be started or did not end with 0. */
export class CommandFailed extends Error {}

/** Runs a program to its end; everything it prints is appended to the file `log`. */
export async function run(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; log: string },
): Promise<void> {
  mkdirSync(dirname(options.log), { recursive: true });
  const log = openSync(options.log, "a");
  try {
    const ended = await end(
      spawn(command, args, {
        cwd: options.cwd,
        env: options.env,
        stdio: ["ignore", log, log],
      }),
    );
    if (ended !== "exit code 0") {
      throw new CommandFailed(
        `\`${[command, ...args].join(" ")}\`: ${ended}; the end of ${options.log}:\n${tail(options.log)}`,
      );
    }
  } finally {
    closeSync(log);
  }
}

/** What a program prints to either output; an answer that takes longer than 10 s is no answer. */
export async function capture(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  const child = spawn(command, args, {
    ...options,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 10_000,
    killSignal: "SIGKILL",
  });
  let text = "";
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding("utf8").on("data", (part: string) => (text += part));
  }
  const ended = await end(child);
  if (ended !== "exit code 0") {
    throw new CommandFailed([ended, text.trim()].filter((part) => part !== "").join(", "));
  }
  return text;
}

/** The last lines of a log, indented so that they stand out in a message. */
function tail(log: string): string {
  const lines = readFileSync(log, "utf8").trimEnd().split("\n").slice(-15);
  return lines.map((line) => `      | ${line}`).join("\n");
}

async function end(child: ReturnType<typeof spawn>): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) =>
      resolve(signal ? `ended by ${signal}` : `exit code ${code}`),
    );
  });
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
