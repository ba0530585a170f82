import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../command";
import { sha256OfFolder, sha256OfSource } from "../hash";
import type { Layer } from "../recipe";
import { copySources } from "./files";
import { APP } from "./python";

const PINS = join(__dirname, "..", "node");
const CI = ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"];

/** Node.js as its project builds it, from the npm package that holds the program. */
export const NODE: Layer = {
  name: "node",
  recipe: [sha256OfSource(__filename), sha256OfFolder(PINS)],
  async build({ root, work, log }) {
    cpSync(PINS, work, { recursive: true });
    await run("npm", CI, { cwd: work, log });
    const bin = join(root, "usr", "local", "bin");
    mkdirSync(bin, { recursive: true });
    cpSync(
      join(work, "node_modules", `node-linux-${process.arch}`, "bin", "node"),
      join(bin, "node"),
    );
  },
};

/** The layer of an application: its files, and the packages of its `package-lock.json`. */
export function nodeApp(name: string, folder: string): readonly Layer[] {
  return [
    {
      name,
      recipe: [sha256OfSource(__filename), sha256OfFolder(folder)],
      async build({ root, log }) {
        const app = join(root, APP);
        copySources(folder, app);
        await run("npm", CI, { cwd: app, log });
      },
    },
  ];
}
