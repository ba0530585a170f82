/** Shows Pulumi the plugins that the toolchain brought. */

import { mkdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Tool } from "./tool";

/**
 * Links a plugin into `<pulumiHome>/plugins`, as if Pulumi had installed it there. From there Pulumi starts it
 * without a warning, unlike one on PATH; `PULUMI_IGNORE_AMBIENT_PLUGINS=true` keeps it from looking at PATH first.
 */
export function offerPlugin(tool: Tool, bin: string, pulumiHome: string): void {
  if (!tool.plugin) return;
  const folder = join(pulumiHome, "plugins", tool.plugin);
  mkdirSync(folder, { recursive: true });
  for (const binary of tool.binaries) {
    const [link, target] = [join(folder, binary), join(bin, binary)];
    if (targetOf(link) !== target) replaceLink(link, target);
  }
}

/** Points a link somewhere else, in one step. */
export function replaceLink(link: string, target: string): void {
  rmSync(`${link}.new`, { force: true });
  symlinkSync(target, `${link}.new`);
  renameSync(`${link}.new`, link);
}

function targetOf(link: string): string | undefined {
  try {
    return readlinkSync(link);
  } catch {
    return undefined;
  }
}
