/** Asks promtool of Prometheus, always of the same version. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { capture } from "../../toolchain/command";
import { FOLDERS } from "../../toolchain/folders";
import { goBuild } from "../../toolchain/tools/build";
import type { Tool } from "../../toolchain/tools/tool";

/** Module versions of Prometheus 3 begin with 0: v0.315.0 is 3.15.0. */
const VERSION = "3.15.0";

/** https://github.com/prometheus/prometheus/releases */
export const PROMTOOL: Tool = {
  name: "promtool",
  binaries: ["promtool"],
  tells: { args: ["--version"], pattern: /promtool, version (\S+)/ },
  build: goBuild(VERSION, 5, [
    {
      module: "promtool",
      packages: { promtool: "github.com/prometheus/prometheus/cmd/promtool" },
      variables: { "github.com/prometheus/common/version.Version": VERSION },
    },
  ]),
};

/** What promtool says to a command whose last argument is one of these files. @throws when it refuses */
export async function promtool(
  command: readonly string[],
  files: Readonly<Record<string, string>>,
  last: string,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "kube-tracing-promtool-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return await capture(join(FOLDERS.bin, "promtool"), [...command, last], { cwd: folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
