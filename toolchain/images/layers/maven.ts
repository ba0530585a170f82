import { mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../command";
import { sha256OfFile, sha256OfSource } from "../hash";
import type { LayerJob } from "../recipe";

/** A version of its own does not depend on which Maven there is. */
const COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";

/** Each folder has a `pom.xml` and the SHA-256 of every file that it brings. */
const folderOf = (name: string) => join(__dirname, "..", "maven", name);

/** What the result of `fetchMaven` depends on. */
export function mavenRecipe(name: string): unknown {
  const files = ["pom.xml", "sha256sums"].map((file) => join(folderOf(name), file));
  return [__filename, ...files].map(sha256OfSource);
}

/** Fetches the files of `maven/<name>/` into a folder; a file that is not listed, or is another one, is refused. */
export async function fetchMaven(
  name: string,
  into: string,
  { log, unwanted }: Pick<LayerJob, "log"> & { unwanted: RegExp },
): Promise<void> {
  mkdirSync(into, { recursive: true });
  const options = ["--batch-mode", "--no-transfer-progress", "--strict-checksums"];
  const pom = ["--file", join(folderOf(name), "pom.xml")];
  const copy = [COPY, "-DincludeScope=runtime", `-DoutputDirectory=${into}`];
  await run("mvn", [...options, ...pom, ...copy], { log });
  for (const file of readdirSync(into)) if (unwanted.test(file)) rmSync(join(into, file));
  await compare(into, readFileSync(join(folderOf(name), "sha256sums"), "utf8"));
}

async function compare(folder: string, listed: string): Promise<void> {
  const lines = await Promise.all(
    readdirSync(folder).map(async (file) => `${await sha256OfFile(join(folder, file))}  ${file}`),
  );
  const expected = new Set(listed.trim().split("\n"));
  const problems = [
    ...lines.filter((line) => !expected.has(line)).map((line) => `  fetched: ${line}`),
    ...[...expected].filter((line) => !lines.includes(line)).map((line) => `  listed:  ${line}`),
  ];
  if (problems.length > 0) {
    throw new Error(
      `refused what Maven brought, it is not what is listed:\n${problems.join("\n")}`,
    );
  }
}
