/**
 * `make bench`: what the program and the gateway cost, as ratios that hold on any machine; and what agents and pods take.
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
import { EMPTY, bareOf, copiesOf, coreOf, platformIn } from "./bench/programs";
import { page } from "./bench/page";
import { measureAgents } from "./bench/agents/measure";
import { agentsSummary } from "./bench/agents/summary";
import { measurePreviews } from "./bench/policies/measure";
import { policiesSummary } from "./bench/policies/summary";
import { measurePods } from "./bench/pods/measure";
import { podsSummary } from "./bench/pods/summary";
import { type Results, summary } from "./bench/summary";

const ENVIRONMENT = "uat";
const COPIES = [100, 500, 1000] as const;
const ROUNDS = { programs: 15, copies: 3, gateways: 5, previews: 4 } as const;

async function measureAll(): Promise<Results> {
  const laboratory = new Laboratory();
  try {
    const whole = platformIn(ENVIRONMENT);
    const cold = await laboratory.measure(whole);
    const recorded = bareOf(whole, await laboratory.record(whole));
    const programs = [EMPTY, coreOf(ENVIRONMENT), whole, recorded];
    for (const program of programs) await laboratory.measure(program);
    console.log(`Comparing ${ENVIRONMENT} with an empty program: ${ROUNDS.programs} rounds.`);
    const compared = await laboratory.compare(programs, ROUNDS.programs);
    const [empty = [], core = [], platform = [], bare = []] = compared;
    console.log(
      `Growing to ${COPIES.join(", ")} components: ${ROUNDS.copies} rounds, several minutes.`,
    );
    await laboratory.measure(copiesOf(1));
    const grown = await laboratory.compare(COPIES.map(copiesOf), ROUNDS.copies);
    const copies = COPIES.map((count, index) => ({ count, measured: grown[index] ?? [] }));
    return { environment: ENVIRONMENT, empty, core, platform, bare, cold, copies };
  } finally {
    laboratory.close();
  }
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { record: { type: "boolean" } } });
  console.log(`Sending calls by the gateway and around it: ${ROUNDS.gateways} rounds.`);
  const gateways = gatewaySummary(await measureGateways(ROUNDS.gateways));
  const programs = summary(await measureAll());
  console.log(`Previewing a large stack with and without policies: ${ROUNDS.previews} rounds.`);
  const policies = policiesSummary(await measurePreviews(ROUNDS.previews));
  console.log("Running agents idle, loaded and with full queues: two minutes.");
  const agents = agentsSummary(await measureAgents());
  console.log("Running the platform on a real node: about five minutes.");
  const pods = podsSummary(await measurePods());
  const text = [programs, gateways, policies, agents, pods].map((part) => part.text).join("\n\n");
  console.log(`\n${text}`);
  if (values.record) {
    const model = cpus()[0]?.model.trim() ?? "unknown processor";
    const machine = `${cpus().length} × ${model}, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
    writeFileSync(join(__dirname, "..", "docs", "benchmarks.md"), page(text, machine));
    console.log("\nRecorded in docs/benchmarks.md.");
  }
  return [programs, gateways, policies, agents, pods].every(({ passed }) => passed) ? 0 : 1;
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
