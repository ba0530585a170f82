/** Part of `make referees`: writes docs/policies/referees.md; fails when a tool finds more, and no reason is given. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { RULES } from "../policies/rules";
import { FOLDERS } from "../toolchain/folders";
import { checkov } from "./referees/checkov";
import { compare, comparisonPage, type Said } from "./referees/comparison";
import { Absent } from "./referees/finding";
import { readGoldens } from "./referees/goldens";
import { kubeScore } from "./referees/kube-score";
import { monokle } from "./referees/monokle";

const REASONS = z.record(z.string(), z.string());

async function main(): Promise<number> {
  const folders = [join(FOLDERS.root, "stacks", "golden"), join(__dirname, "referees", "corpus")];
  const files = folders.flatMap(readGoldens);
  const reasons = REASONS.parse(
    parse(readFileSync(join(__dirname, "referees", "differences.yaml"), "utf8")),
  );
  const said: Said[] = [];
  for (const invitation of [kubeScore, checkov, monokle]) {
    const referee = await invitation.invite();
    // Findings name the referee by its product, without its version.
    const [product = ""] = referee.name.split(" ");
    for (const file of files)
      said.push({ referee: product, file, findings: await referee.judge(file) });
    await referee.dismiss?.();
  }
  const rows = compare(said, RULES);
  writeFileSync(
    join(FOLDERS.root, "docs", "policies", "referees.md"),
    comparisonPage(rows, reasons),
  );
  const open = rows.filter(({ check, missing }) => missing.length > 0 && !(check in reasons));
  const stale = Object.keys(reasons).filter(
    (name) => !rows.some(({ check, missing }) => check === name && missing.length > 0),
  );
  for (const { check, missing } of open)
    console.log(`${check} is not found in: ${missing.join(", ")}`);
  for (const name of stale) console.log(`${name}: nothing needs this reason any more`);
  console.log(
    `${rows.length} checks of other tools spoke, ${rows.filter(({ missing }) => missing.length === 0).length} of them are found whole`,
  );
  return open.length + stale.length > 0 ? 1 : 0;
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = error instanceof Absent ? 2 : 1;
  },
);
