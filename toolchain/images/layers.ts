/** Makes layers once and keeps them: images that share one, and later builds, take the same file. */

import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ARCHITECTURE, type PackedLayer, packLayer } from "./archive";
import { sha256Of, sha256OfFile } from "./hash";
import type { Layer, LayerJob } from "./recipe";

/** Changes when layers are packed in another way. */
const FORMAT = 1;

/** What a layer depends on, as one text: 16 hexadecimal digits. */
export function layerKey({ name, recipe, owner, modes }: Layer): string {
  return sha256Of([FORMAT, ARCHITECTURE, name, recipe, owner, modes]).slice(0, 16);
}

/** The layer as it was made before, or undefined. A file is named `<layer>.<key>.<digest>.tar`, and is whole. */
export function keptLayer(layer: Layer, folder: string): PackedLayer | undefined {
  const start = `${layer.name}.${layerKey(layer)}.`;
  const name = existsSync(folder)
    ? readdirSync(folder).find((file) => file.startsWith(start) && file.endsWith(".tar"))
    : undefined;
  return name === undefined
    ? undefined
    : { file: join(folder, name), digest: `sha256:${name.slice(start.length, -".tar".length)}` };
}

/** Makes a layer in the job's folders, moves it into `folder`, and removes what it replaces. */
export async function makeLayer(layer: Layer, folder: string, job: LayerJob): Promise<PackedLayer> {
  mkdirSync(folder, { recursive: true });
  await layer.build(job);
  const draft = join(job.work, "layer.tar");
  await packLayer(layer, job.root, { file: draft, log: job.log });
  const digest = await sha256OfFile(draft);
  const name = `${layer.name}.${layerKey(layer)}.${digest}.tar`;
  for (const old of readdirSync(folder)) {
    if (old.startsWith(`${layer.name}.`)) rmSync(join(folder, old));
  }
  renameSync(draft, join(folder, name));
  return { file: join(folder, name), digest: `sha256:${digest}` };
}
