/** Writes every file that the sources decide: reference pages, schemas, the picture in the README. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generatedFiles, staleFiles } from "./docs/generated";
import { ROOT } from "./golden/environments";

async function main(): Promise<void> {
  const files = await generatedFiles();
  const stale = staleFiles(files);
  for (const file of stale) {
    const path = join(ROOT, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, files[file] ?? "");
    console.log(`${file} written`);
  }
  if (stale.length === 0)
    console.log(`${Object.keys(files).length} generated files are up to date`);
}

void main();
