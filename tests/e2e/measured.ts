import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { FOLDERS } from "../../toolchain/folders";

/** Figures of this run, one JSON object a line; docs/durability.md tells those of a typical one. */
const FILE = join(FOLDERS.logs, "e2e-measured.jsonl");

export function note(what: string, figures: Readonly<Record<string, number>>): void {
  mkdirSync(FOLDERS.logs, { recursive: true });
  appendFileSync(FILE, `${JSON.stringify({ what, ...figures })}\n`);
}
