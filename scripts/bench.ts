/**
 * `make bench`: what the program and the gateway cost, as ratios that hold on any machine.
 *
 * Every run is the Node side of `pulumi preview`: the real runner against a recorded engine; its CPU time counts, not
 * the engine's. Exit code 1: a goal is missed by more than the noise of the session. `--record` writes docs/benchmarks.md.
 */

import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Laboratory } from "./bench/measure";
import { measureGateways } from "./bench/gateway/measure";
import { gatewaySummary } from "./bench/gateway/summary";
import { EMPTY, copiesOf, platformIn } from "./bench/programs";
import { page } from "./bench/page";
import { type Results, summary } from "./bench/summary";

const ENVIRONMENT = "uat";
const COPIES = [100, 500, 1000] as const;
const ROUNDS = { programs: 15, copies: 3, gateways: 5 } as const;

async function measureAll(): Promise<Results> {
  const laboratory = new Laboratory();
  try {
    const platform = platformIn(ENVIRONMENT);
    const cold = await laboratory.measure(platform);
    await laboratory.measure(EMPTY);
    console.log(`Comparing ${ENVIRONMENT} with an empty program: ${ROUNDS.programs} rounds.`);
    const [empty = [], warm = []] = await laboratory.compare([EMPTY, platform], ROUNDS.programs);
    console.log(
      `Growing to ${COPIES.join(", ")} components: ${ROUNDS.copies} rounds, several minutes.`,
    );
    await laboratory.measure(copiesOf(1));
    const grown = await laboratory.compare(COPIES.map(copiesOf), ROUNDS.copies);
    const copies = COPIES.map((count, index) => ({ count, measured: grown[index] ?? [] }));
    return { environment: ENVIRONMENT, empty, platform: warm, cold, copies };
  } finally {
    laboratory.close();
  }
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { record: { type: "boolean" } } });
  console.log(`Sending calls by the gateway and around it: ${ROUNDS.gateways} rounds.`);
  const gateways = gatewaySummary(await measureGateways(ROUNDS.gateways));
  const programs = summary(await measureAll());
  const text = `${programs.text}\n\n${gateways.text}`;
  console.log(`\n${text}`);
  if (values.record) {
    const model = cpus()[0]?.model.trim() ?? "unknown processor";
    const machine = `${cpus().length} × ${model}, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
    writeFileSync(join(__dirname, "..", "docs", "benchmarks.md"), page(text, machine));
    console.log("\nRecorded in docs/benchmarks.md.");
  }
  return programs.passed && gateways.passed ? 0 : 1;
}

if (require.main === module) {
  main().then(
    (code) => (process.exitCode = code),
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    },
  );
}
