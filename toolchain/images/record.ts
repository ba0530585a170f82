/** Remembers which recipe an archive came of: a file beside it, written last. Without it, there is no archive. */

import { renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readIfThere } from "../files";
import { ARCHITECTURE } from "./archive";
import { sha256Of } from "./hash";
import { layerKey } from "./layers";
import type { Archive, Recipe } from "./recipe";

const Record = z.object({
  key: z.string(),
  id: z.string(),
  layers: z.array(z.string()),
  bytes: z.number(),
});

/** File name of an image's archive, without its ending: `skywalking-oap-server-10.1.0`. */
export function archiveName(image: string): string {
  return image.slice(image.lastIndexOf("/") + 1).replace(":", "-");
}

/** What an archive depends on. */
export function recipeKey({ name, layers, start }: Recipe): string {
  return sha256Of([ARCHITECTURE, name, layers.map(layerKey), start]);
}

/** The archive, if it is there whole and would be made the same way today. */
export function keptArchive(recipe: Recipe, folder: string): Archive | undefined {
  const text = readIfThere(recordFile(recipe, folder));
  if (text === undefined) return undefined;
  const { key, ...made } = Record.parse(JSON.parse(text));
  const file = archiveFile(recipe, folder);
  const bytes = statSync(file, { throwIfNoEntry: false })?.size;
  return key === recipeKey(recipe) && bytes === made.bytes
    ? { name: recipe.name, file, ...made }
    : undefined;
}

/** Moves a finished archive into place. */
export function keepArchive(
  recipe: Recipe,
  folder: string,
  made: { draft: string; id: string; layers: readonly string[] },
): Archive {
  const { draft, id, layers } = made;
  const file = archiveFile(recipe, folder);
  renameSync(draft, file);
  const { size: bytes } = statSync(file);
  const record = recordFile(recipe, folder);
  writeFileSync(`${record}.new`, JSON.stringify({ key: recipeKey(recipe), id, layers, bytes }));
  renameSync(`${record}.new`, record);
  return { name: recipe.name, file, id, layers, bytes };
}

const archiveFile = ({ name }: Recipe, folder: string) => join(folder, `${archiveName(name)}.tar`);
const recordFile = ({ name }: Recipe, folder: string) => join(folder, `${archiveName(name)}.json`);
