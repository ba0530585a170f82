import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { ROOT } from "../golden/environments";
import { markdown, type Section, sectionsOf } from "./reference";

const FOLDER = join(ROOT, "components");

/**
 * One page for each component, by path: its class, what it takes and what it offers; and one for the
 * types that they have in common.
 */
export function componentPages(): Record<string, string> {
  const files = readdirSync(FOLDER).filter(
    (file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && file !== "index.ts",
  );
  const words = files.map((file) => basename(file, ".ts"));
  const sections = new Map(words.map((word) => [word, sectionsOf(join(FOLDER, `${word}.ts`))]));
  const told = [...sections.values()].flat().map(({ title }) => title);
  const common = sectionsOf(join(FOLDER, "index.ts")).filter(({ title }) => !told.includes(title));
  return Object.fromEntries([
    ...words.map((word) => pageOf(word, `components/${word}.ts`, sections.get(word) ?? [])),
    pageOf("common", "components/index.ts", common),
  ]);
}

function pageOf(word: string, source: string, sections: readonly Section[]): [string, string] {
  const head = `# ${word}\n\nWritten by \`make docs\` from \`${source}\`.`;
  return [`docs/components/${word}.md`, `${[head, ...sections.map(markdown)].join("\n\n")}\n`];
}
