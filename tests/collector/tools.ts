/** The Collector that the tests run: built from its Go modules, with the parts that components name. */

import { join } from "node:path";
import { FOLDERS } from "../../toolchain/folders";
import { goBuild } from "../../toolchain/tools/build";
import type { Tool } from "../../toolchain/tools/tool";

/** The newest version of which all of those parts can be had. */
export const VERSION = "0.111.0";

export const OTELCOL: Tool = {
  name: "otelcol",
  binaries: ["otelcol"],
  tells: { args: ["--version"], pattern: /^otelcol version (\S+)/m },
  build: goBuild(VERSION, 6, [
    {
      module: "otelcol",
      packages: { otelcol: "." },
      variables: { "main.version": VERSION },
    },
  ]),
};

export const OTELCOL_BINARY = join(FOLDERS.bin, "otelcol");
