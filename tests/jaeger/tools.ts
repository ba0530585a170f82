/** The Jaeger that the tests run: 2.13, which is in the module where both generations were last together. */

import { join } from "node:path";
import { FOLDERS } from "../../toolchain/folders";
import { goBuild } from "../../toolchain/tools/build";
import type { Tool } from "../../toolchain/tools/tool";

/** What its configuration is rendered for. */
export const JAEGER_VERSION = "2.13.0";

export const JAEGER: Tool = {
  name: "jaeger",
  binaries: ["jaeger"],
  build: goBuild("1.76.0", 6, [
    {
      module: "jaeger",
      packages: { jaeger: "github.com/jaegertracing/jaeger/cmd/jaeger" },
      variables: {},
    },
  ]),
};

export const JAEGER_BINARY = join(FOLDERS.bin, "jaeger");
