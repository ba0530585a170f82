import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { configSchema } from "../../stacks/config/json-schema";
import { environments, ROOT } from "../golden/environments";
import { renderEnvironment } from "../golden/render";
import { compatibilityPage } from "./compatibility";
import { componentPages } from "./components";
import { configurationPage } from "./configuration";
import { jaegerFeaturesPage } from "./jaeger-features";
import { pictureOf } from "./picture";
import { pluginSchema } from "./plugin";
import { policyFiles } from "./policies";

/** Every file that the sources decide, by path in the repository, with the content that it should have. */
export async function generatedFiles(): Promise<Record<string, string>> {
  return {
    "README.md": between("README.md", "picture", await picture()),
    "docs/configuration.md": configurationPage(),
    "docs/compatibility.md": compatibilityPage(),
    "docs/jaeger-features.md": jaegerFeaturesPage(),
    ...componentPages(),
    ...policyFiles(),
    "plugin/schema.json": await pluginSchema(),
    "schemas/config.schema.json": `${JSON.stringify(configSchema(), undefined, 2)}\n`,
  };
}

/** Those whose content is another one, or that are not there. */
export function staleFiles(files: Readonly<Record<string, string>>): string[] {
  return Object.keys(files).filter((file) => contentOf(file) !== files[file]);
}

/** The platform that has the most to show. */
async function picture(): Promise<string> {
  const prod = environments().find(({ name }) => name === "prod");
  if (prod === undefined) throw new Error("there is no Pulumi.prod.yaml to draw");
  return pictureOf(await renderEnvironment(prod));
}

/** The file with what stands between its two markers replaced. */
function between(file: string, marker: string, text: string): string {
  const content = contentOf(file) ?? "";
  const [begin, end] = [`<!-- ${marker} -->`, `<!-- /${marker} -->`];
  const [from, to] = [content.indexOf(begin), content.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} has no ${begin} … ${end} to write between`);
  return `${content.slice(0, from + begin.length)}\n\n${text}\n\n${content.slice(to)}`;
}

function contentOf(file: string): string | undefined {
  const path = join(ROOT, file);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
