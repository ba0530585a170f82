import { chmodSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { type GoPart, goBuild } from "../../tools/build";
import { sha256OfSource } from "../hash";
import type { Layer } from "../recipe";

/** One static program of a Go module, at the root: `/<binary>`. The module is pinned in `tools/modules/`. */
export function goLayer(
  binary: string,
  version: string,
  part: Omit<GoPart, "packages"> & { main: string },
): Layer {
  const { module, main, variables } = part;
  const build = goBuild(version, 3, [{ module, packages: { [binary]: main }, variables }]);
  return {
    name: binary,
    recipe: [sha256OfSource(__filename), version, build.recipe],
    async build({ root, work, log }) {
      const into = join(work, "bin");
      mkdirSync(into);
      await build.run({ work, into, log });
      chmodSync(join(into, binary), 0o755);
      renameSync(join(into, binary), join(root, binary));
    },
  };
}
