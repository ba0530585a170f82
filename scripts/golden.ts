/**
 * Renders every environment to `stacks/golden/<env>.yaml`. With `--check` it writes nothing and fails
 * when a file is stale, missing or left over.
 */
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, environments } from "./golden/environments";
import { goldenOf } from "./golden/render";

const FOLDER = join(ROOT, "stacks", "golden");

async function main(check: boolean): Promise<void> {
  const wanted = new Map<string, string>();
  for (const environment of environments()) {
    wanted.set(`${environment.name}.yaml`, await goldenOf(environment));
  }
  const files = new Set([...readdirSync(FOLDER), ...wanted.keys()]);
  const stale = [...files].filter((file) => wanted.get(file) !== contentOf(file)).sort();
  if (!check) stale.forEach((file) => write(file, wanted.get(file)));
  for (const file of stale) {
    console.log(`stacks/golden/${file} ${check ? "is stale" : "written"}`);
  }
  if (check && stale.length > 0) {
    console.error("run: make golden, and read the difference as if it went to production");
    process.exitCode = 1;
  } else if (stale.length === 0) {
    console.log(`${wanted.size} golden files are up to date`);
  }
}

function contentOf(file: string): string | undefined {
  return readdirSync(FOLDER).includes(file) ? readFileSync(join(FOLDER, file), "utf8") : undefined;
}

function write(file: string, content: string | undefined): void {
  if (content === undefined) rmSync(join(FOLDER, file));
  else writeFileSync(join(FOLDER, file), content);
}

void main(process.argv.includes("--check"));
