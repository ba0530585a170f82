import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { MADE, sha256OfFolder, sha256OfSource } from "../hash";
import type { Layer } from "../recipe";

export interface Files {
  /** Folder of this repository, by its absolute path. */
  readonly from?: string;
  /** Where it goes. */
  readonly at: string;
  /** More files by their path below `at`. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Folders below `at` that are there, and empty. */
  readonly folders?: readonly string[];
}

/** Files of this repository. */
export function filesLayer(
  name: string,
  { from, at, texts = {}, folders = [] }: Files,
  whose: Pick<Layer, "owner" | "modes"> = {},
): Layer {
  return {
    name,
    recipe: [
      sha256OfSource(__filename),
      from === undefined ? {} : sha256OfFolder(from),
      at,
      texts,
      folders,
    ],
    ...whose,
    build({ root }) {
      const target = join(root, at);
      mkdirSync(target, { recursive: true });
      if (from !== undefined) copySources(from, target);
      for (const [file, text] of Object.entries(texts)) {
        mkdirSync(dirname(join(target, file)), { recursive: true });
        writeFileSync(join(target, file), text);
      }
      for (const folder of folders) mkdirSync(join(target, folder), { recursive: true });
      return Promise.resolve();
    },
  };
}

/** Everything but what programs made in the folder. */
export function copySources(from: string, to: string): void {
  const filter = (file: string) => !MADE.test(file.slice(from.length));
  cpSync(from, to, { recursive: true, filter });
}
