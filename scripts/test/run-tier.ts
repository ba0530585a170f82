/** Runs one tier and collects what really ran. */

import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { Step } from "../../toolchain/progress";
import { ensureTools } from "../../toolchain/tools";
import { Outcome, described } from "./outcome";
import type { Tier } from "./tiers";

export interface TierResult {
  outcomes: Outcome[];
  /** Everything that it printed. */
  output: string;
}

const REPORTER = join(__dirname, "reporter.ts");

/** Nobody reads colours in a file; a variable that is there counts, whatever it says. */
const PLAIN = { NO_COLOR: "1", FORCE_COLOR: undefined };

/** How often the figures are told while the tests run. */
const TELL_MS = process.stdout.isTTY ? 200 : 30_000;

/** Never throws: a tier that cannot be run, or that ends without telling what it did, counts as one failure. */
export async function runTier(tier: Tier, root: string, step: Step): Promise<TierResult> {
  try {
    return tier.kind === "check" ? await check(tier, root, step) : await test(tier, root, step);
  } catch (error) {
    const output = error instanceof Error ? error.message : String(error);
    return { outcomes: [{ state: "failed", name: tier.name, reason: "it could not run" }], output };
  }
}

type Check = Extract<Tier, { kind: "check" }>;
type Tests = Extract<Tier, { kind: "tests" }>;

async function check({ name, command, cure }: Check, root: string, step: Step) {
  step.now("checking");
  const { ended, output } = await run(root, command, () => undefined);
  const outcome: Outcome =
    ended === 0 ? { state: "passed", name } : { state: "failed", name, reason: cure };
  return { outcomes: [outcome], output };
}

async function test({ name, needsTools, obstacle }: Tests, root: string, step: Step) {
  const reason = obstacle?.();
  if (reason !== undefined) {
    const outcome: Outcome = { state: "skipped", name, reason };
    return { outcomes: [outcome], output: "" };
  }
  if (needsTools) await ensureTools();
  step.now("starting");
  const outcomes: Outcome[] = [];
  const timer = setInterval(() => step.now(described(outcomes)), TELL_MS);
  const reporters = ["--reporter=default", `--reporter=${REPORTER}`];
  const command = ["vitest", "run", "--project", name, ...reporters] as const;
  const { ended, output } = await run(root, command, (line) =>
    outcomes.push(Outcome.parse(JSON.parse(line))),
  ).finally(() => clearInterval(timer));
  const isCrash = ended !== 0 && !outcomes.some(({ state }) => state === "failed");
  const isEmpty = outcomes.length === 0;
  if (isCrash || isEmpty) {
    outcomes.push({ state: "failed", name, reason: `vitest ended with ${ended}` });
  }
  return { outcomes, output };
}

/** Returns the exit code, or the signal that ended the program. */
async function run(
  root: string,
  [program, ...args]: readonly [string, ...string[]],
  onLine: (line: string) => void,
): Promise<{ ended: number | string; output: string }> {
  const child = spawn(join(root, "node_modules", ".bin", program), args, {
    cwd: root,
    env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : PLAIN) },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const reports = child.stdio[3];
  if (reports instanceof Readable) createInterface(reports).on("line", onLine);
  return new Promise((settle, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => settle({ ended: code ?? signal ?? 1, output }));
  });
}
