/** The NGINX that the tests run: the package of this machine's Debian release, unpacked and not installed. */

import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { capture } from "../../toolchain/command";
import { FOLDERS } from "../../toolchain/folders";
import { unpackDebian } from "../../toolchain/images/layers/debian";
import type { Tool } from "../../toolchain/tools/tool";

export const NGINX: Tool = {
  name: "nginx",
  binaries: ["nginx"],
  build: {
    version: "the package",
    recipe: "nginx",
    about: "of this machine's Debian release",
    async run({ work, into, log }) {
      const root = join(work, "root");
      mkdirSync(root);
      await unpackDebian(["nginx"], { root, work, log });
      const binary = join(into, "nginx");
      copyFileSync(join(root, "usr", "sbin", "nginx"), binary);
      await capture(binary, ["-v"]);
    },
  },
};

export const NGINX_BINARY = join(FOLDERS.bin, "nginx");

/** Such as `1.22.1`. */
export async function nginxVersion(): Promise<string> {
  const answer = await capture(NGINX_BINARY, ["-v"]);
  return /nginx\/(\S+)/.exec(answer)?.[1] ?? answer;
}
