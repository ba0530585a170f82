/**
 * `make test` runs every tier, tells how far it is, and ends with one line that sums up what really ran.
 * `npx tsx scripts/test.ts unit program` runs just these tiers; `make check` does so.
 */

import { FOLDERS } from "../toolchain/folders";
import { createProgress } from "../toolchain/progress";
import type { Outcome } from "./test/outcome";
import { described } from "./test/outcome";
import { runTier } from "./test/run-tier";
import { TIERS, type Tier, rounds } from "./test/tiers";

const progress = createProgress();

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !TIERS.some((tier) => tier.name === name));
  if (unknown.length > 0) {
    const known = TIERS.map(({ name }) => name).join(", ");
    console.error(`There is no tier ${unknown.join(", ")}: give some of ${known}.`);
    return 2;
  }
  const wanted = TIERS.filter(({ name }) => names.length === 0 || names.includes(name));
  const checks = wanted.filter(({ kind }) => kind === "check");
  const tests = wanted.filter(({ kind }) => kind === "tests");
  // Most checks keep one core busy; next to the tests they cost little time.
  const outcomes = (await Promise.all([inTurn(checks), inTurn(tests)])).flat();
  list("Failed", outcomes, "failed");
  list("Skipped", outcomes, "skipped");
  console.log(described(outcomes));
  return outcomes.some(({ state }) => state === "failed") ? 1 : 0;
}

async function inTurn(tiers: readonly Tier[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const abreast of rounds(tiers))
    outcomes.push(...(await Promise.all(abreast.map(show))).flat());
  return outcomes;
}

/** Runs a tier; what it printed is of interest only when something in it fails. */
async function show(tier: Tier): Promise<Outcome[]> {
  const step = progress.step(tier.name);
  const { outcomes, output } = await runTier(tier, FOLDERS.root, step);
  if (outcomes.some(({ state }) => state === "failed")) {
    step.failed(described(outcomes));
    progress.say(output);
  } else {
    step.done(described(outcomes));
  }
  return outcomes;
}

function list(title: string, outcomes: readonly Outcome[], wanted: Outcome["state"]): void {
  const found = outcomes.filter(({ state }) => state === wanted);
  if (found.length === 0) return;
  progress.say(`${title}:`);
  for (const { name, reason } of found) {
    progress.say(`  ${name}${reason === undefined ? "" : `: ${reason}`}`);
  }
}

void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
