/** Asking a program a question: findings make most referees exit with 1, so only the text counts. */

import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

export interface Answer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Question {
  readonly cwd?: string;
  /** Added to `PATH` and `HOME`, which is all that a referee sees of the user's environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the program to its end; one that cannot be started answers with the reason on stderr. */
export async function ask(
  command: string,
  args: readonly string[],
  { cwd, env }: Question = {},
): Promise<Answer> {
  const { PATH, HOME } = process.env;
  const child = spawn(command, args, {
    cwd,
    env: { ...Object.fromEntries(Object.entries({ PATH, HOME }).filter(([, v]) => v)), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<{ code: number | null; problem: string }>((resolve) => {
    child.once("error", ({ message }) => resolve({ code: null, problem: message }));
    child.once("close", (code) => resolve({ code, problem: "" }));
  });
  const said = Promise.all([text(child.stdout), text(child.stderr)]);
  const { code, problem } = await ended;
  const [stdout, stderr] = await said;
  return { code, stdout, stderr: stderr + problem };
}

/** For an answer that is none: what was run and what it said instead. */
export function noAnswer(who: string, { code, stdout, stderr }: Answer): Error {
  return new Error(`${who} gave no answer (exit code ${code}): ${(stderr || stdout).trim()}`);
}
