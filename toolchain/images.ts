/**
 * Makes container images out of packages: no daemon builds them and no registry holds them.
 *
 * `npx tsx toolchain/images.ts [NAME…]` makes them and prints a table; `ensureImages()` does so for other
 * parts of the toolchain. What a recipe and its inputs gave before is kept in `.toolchain/images/`.
 */

import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "./command";
import { FOLDERS } from "./folders";
import { type PackedLayer, packArchive } from "./images/archive";
import { keptLayer, makeLayer } from "./images/layers";
import { type Archive, ImageMissing, type Layer, type Recipe } from "./images/recipe";
import { RECIPES } from "./images/recipes";
import { archiveName, keepArchive, keptArchive } from "./images/record";
import { missingPrograms } from "./images/programs";
import { withLock } from "./lock";
import { type Progress, type Step, createProgress, formatElapsed } from "./progress";

/** Where images are made. */
export interface Darkroom {
  readonly recipes: readonly Recipe[];
  /** Takes the archives; its folder `layers` takes the layers. */
  readonly images: string;
  /** Takes half-done work. */
  readonly build: string;
  readonly logs: string;
}

const OURS: Darkroom = {
  recipes: RECIPES,
  images: FOLDERS.images,
  build: FOLDERS.build,
  logs: FOLDERS.logs,
};

/**
 * Makes what is missing of the named images, and says where they are. Does nothing, in milliseconds, when
 * they are all there.
 * @param names as in manifests. @default every image that has a recipe
 * @throws ImageMissing with one message about all images that could not be made
 */
export async function ensureImages(
  names?: readonly string[],
  room: Darkroom = OURS,
  progress: Progress = createProgress(),
): Promise<readonly Archive[]> {
  const wanted = chosen(room.recipes, names);
  const kept = wanted.map((recipe) => keptArchive(recipe, room.images));
  if (kept.every((archive) => archive !== undefined)) return kept;
  return withLock(join(room.images, "lock"), async () => makeAll(wanted, room, progress), {
    onWait: (pid) => progress.say(`Waiting for process ${pid}, which is making images.`),
  });
}

function chosen(recipes: readonly Recipe[], names?: readonly string[]): readonly Recipe[] {
  if (names === undefined) return recipes;
  const unknown = names.filter((name) => !recipes.some((recipe) => recipe.name === name));
  if (unknown.length > 0) {
    throw new ImageMissing(
      [
        ...unknown.map((name) => `${name}: there is no recipe for this image.`),
        "There is one for:",
        ...recipes.map(({ name }) => `  ${name}`),
      ].join("\n"),
    );
  }
  return recipes.filter(({ name }) => names.includes(name));
}

async function makeAll(
  wanted: readonly Recipe[],
  room: Darkroom,
  progress: Progress,
): Promise<readonly Archive[]> {
  const archives: Archive[] = [];
  const failures: string[] = [];
  for (const recipe of wanted) {
    const kept = keptArchive(recipe, room.images);
    if (kept) {
      archives.push(kept);
      continue;
    }
    const step = progress.step(recipe.name);
    try {
      const archive = await make(recipe, room, step);
      step.done(`${mebibytes(archive.bytes)} MiB`);
      archives.push(archive);
    } catch (error) {
      step.failed("not made");
      failures.push(`${recipe.name}: cannot be made.\n  ${messageOf(error)}`);
    }
  }
  if (failures.length > 0) {
    throw new ImageMissing([...failures, await cure()].join("\n\n"));
  }
  return archives;
}

async function cure(): Promise<string> {
  const missing = await missingPrograms();
  return missing.length > 0
    ? `This machine lacks ${missing.join(", ")}: install them, then run this again.`
    : "Images are made of packages of Debian, Maven, Go, Python and npm: see that these registries can be reached, then run this again. What was made already is kept.";
}

async function make(recipe: Recipe, room: Darkroom, step: Step): Promise<Archive> {
  const layers: PackedLayer[] = [];
  for (const layer of recipe.layers) {
    const kept = keptLayer(layer, join(room.images, "layers"));
    if (kept === undefined) step.now(`making layer ${layer.name}`);
    layers.push(kept ?? (await inJob(layer.name, room, (job) => makeOne(layer, room, job))));
  }
  step.now("packing");
  return inJob(archiveName(recipe.name), room, async ({ work, log }) => {
    const draft = join(work, "image.tar");
    const contents = { name: recipe.name, layers, start: recipe.start };
    const id = await packArchive(contents, draft, { work: join(work, "image"), log });
    return keepArchive(recipe, room.images, { draft, id, layers: layers.map((l) => l.digest) });
  });
}

async function makeOne(layer: Layer, room: Darkroom, { work, log }: Job) {
  const job = { root: join(work, "root"), work: join(work, "work"), log };
  for (const folder of [job.root, job.work]) mkdirSync(folder);
  try {
    return await makeLayer(layer, join(room.images, "layers"), job);
  } catch (error) {
    throw new Error(`layer ${layer.name}: ${messageOf(error)}`, { cause: error });
  }
}

interface Job {
  readonly work: string;
  readonly log: string;
}

/** Runs with a folder that no earlier, interrupted job knows; what is left of those is removed. */
async function inJob<T>(name: string, room: Darkroom, task: (job: Job) => Promise<T>): Promise<T> {
  for (const folder of [room.build, room.logs]) mkdirSync(folder, { recursive: true });
  const start = `image-${name}.`;
  for (const left of readdirSync(room.build).filter((entry) => entry.startsWith(start))) {
    rmSync(join(room.build, left), { recursive: true, force: true });
  }
  const work = mkdtempSync(join(room.build, start));
  const log = join(room.logs, `image-${name}.log`);
  writeFileSync(log, "");
  try {
    return await task({ work, log });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const mebibytes = (bytes: number) => Math.round(bytes / 1024 ** 2);

/** A line for each archive, in columns. */
export function archiveTable(archives: readonly Archive[]): string {
  const width = Math.max(...archives.map(({ name }) => name.length));
  return archives
    .map(({ name, bytes, id }) => {
      const size = `${mebibytes(bytes)}`.padStart(5);
      return `${name.padEnd(width)} ${size} MiB  ${id.slice("sha256:".length, 19)}`;
    })
    .join("\n");
}

async function main(names: readonly string[]): Promise<void> {
  const start = Date.now();
  try {
    const archives = await ensureImages(names.length > 0 ? names : undefined);
    console.log(archiveTable(archives));
    const elapsed = formatElapsed(Date.now() - start);
    console.log(`All ${archives.length} images are ready in ${FOLDERS.images} (${elapsed}).`);
  } catch (error) {
    if (!(error instanceof ImageMissing)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}

if (require.main === module) void main(process.argv.slice(2));
