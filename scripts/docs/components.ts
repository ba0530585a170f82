import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { ROOT } from "../golden/environments";
import { markdown, sectionsOf } from "./reference";

const FOLDER = join(ROOT, "components");

/** One page for each component, by path: its class, what it takes and what it offers. */
export function componentPages(): Record<string, string> {
  const files = readdirSync(FOLDER).filter(
    (file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && file !== "index.ts",
  );
  const words = files.map((file) => basename(file, ".ts"));
  return Object.fromEntries(words.map((word) => [`docs/components/${word}.md`, pageOf(word)]));
}

function pageOf(word: string): string {
  const head = `# ${word}\n\nWritten by \`make docs\` from \`components/${word}.ts\`.`;
  const sections = sectionsOf(join(FOLDER, `${word}.ts`)).map(markdown);
  return `${[head, ...sections].join("\n\n")}\n`;
}
