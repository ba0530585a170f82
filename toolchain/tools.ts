/**
 * Gets the programs that the project runs on this machine into `.toolchain/bin`.
 *
 * `npx tsx toolchain/tools.ts` gets all of them; `ensureTools()` does so for other parts of the toolchain.
 * For each tool, in this order: an installed copy in a fitting version, the official release (its SHA-256
 * checked), a build from package registries (its go.sum checked). `KUBE_TRACING_TOOLS=path,download,build`
 * names the sources that are allowed; default: all three.
 */

import { join } from "node:path";
import { Downloader } from "./tools/download";
import { FOLDERS } from "./folders";
import { withLock } from "./lock";
import { ToolMissing, type Workshop, isReady, obtain } from "./tools/obtain";
import { offerPlugin } from "./tools/plugins";
import { type Progress, createProgress, formatElapsed } from "./progress";
import { TOOLS } from "./tools/table";
import { SOURCES, type Source, type Tool } from "./tools/tool";

/**
 * Afterwards every wanted tool is in `.toolchain/bin`, under its plain name: a link to the installed copy, or
 * the downloaded or built file. Does nothing, in milliseconds, when that is so already.
 *
 * @throws ToolMissing with one message about all tools that could not be had.
 */
export async function ensureTools(
  wanted: readonly Tool[] = TOOLS,
  shop: Workshop = workshop(process.env),
  progress: Progress = createProgress(),
): Promise<void> {
  if (!wanted.every((tool) => isReady(tool, shop))) {
    await withLock(join(shop.build, "lock"), async () => obtainAll(wanted, shop, progress), {
      onWait: (pid) =>
        progress.say(`Waiting for process ${pid}, which is getting the tools of this clone.`),
    });
  }
  for (const tool of wanted) offerPlugin(tool, shop.bin, shop.pulumiHome);
}

async function obtainAll(
  wanted: readonly Tool[],
  shop: Workshop,
  progress: Progress,
): Promise<void> {
  const downloader = new Downloader();
  const missing: string[] = [];
  for (const tool of wanted.filter((candidate) => !isReady(candidate, shop))) {
    try {
      await obtain({ tool, shop, downloader, step: progress.step(tool.name) });
    } catch (error) {
      if (!(error instanceof ToolMissing)) throw error;
      missing.push(error.message);
    }
  }
  if (missing.length > 0) throw new ToolMissing(missing.join("\n\n"));
}

function workshop(env: NodeJS.ProcessEnv): Workshop {
  const { bin, build, logs, pulumiHome } = FOLDERS;
  return { bin, build, logs, pulumiHome, env, sources: parseSources(env["KUBE_TRACING_TOOLS"]) };
}

/** @throws ToolMissing when the list names an unknown source or none. */
export function parseSources(list: string | undefined): readonly Source[] {
  if (list === undefined) return SOURCES;
  const names = list.split(",").map((name) => name.trim());
  const known = SOURCES.filter((source) => names.includes(source));
  const unknown = names.filter((name) => !known.some((source) => source === name));
  if (unknown.length > 0) {
    throw new ToolMissing(
      `KUBE_TRACING_TOOLS: cannot use "${list}". Give one or more of ${SOURCES.join(", ")}, separated by commas.`,
    );
  }
  return known;
}

async function main(): Promise<void> {
  const start = Date.now();
  try {
    await ensureTools();
    console.log(
      `All ${TOOLS.length} tools are ready in ${FOLDERS.bin} (${formatElapsed(Date.now() - start)}).`,
    );
  } catch (error) {
    if (!(error instanceof ToolMissing)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}

if (require.main === module) void main();
