/** Writes layers and archives: the same content always gives the same bytes. */

import { createHash } from "node:crypto";
import { linkSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { run } from "../command";
import type { Layer, Start } from "./recipe";

/** What is the same in every archive: no build's time, order or user shows. */
const PLAIN = ["--format=gnu", "--sort=name", "--mtime=@0", "--numeric-owner"];
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: "amd64" };

/** Go's name of this machine's architecture, as images carry it. */
export const ARCHITECTURE = ARCHITECTURES[process.arch] ?? process.arch;

/** Packs a folder as a layer. Everybody may read its files, only their owner may write, and none changes the user. */
export async function packLayer(
  { owner, modes = {} }: Pick<Layer, "owner" | "modes">,
  root: string,
  { file, log }: { file: string; log: string },
): Promise<void> {
  await run("chmod", ["--recursive", "u=rwX,go=rX,a-st", root], { log });
  for (const [folder, mode] of Object.entries(modes)) {
    await run("chmod", ["--recursive", mode, join(root, folder)], { log });
  }
  const { user, folders } = owner ?? { user: "0:0", folders: ["."] };
  const [id = "", group = ""] = user.split(":");
  const whose = [`--owner=${id}`, `--group=${group}`];
  await run(
    "tar",
    ["--create", "--file", file, ...PLAIN, ...whose, "--directory", root, ...folders],
    {
      log,
    },
  );
}

/** A layer as it lies on disk. */
export interface PackedLayer {
  readonly file: string;
  /** `sha256:…` of the file. */
  readonly digest: string;
}

/** What goes into an archive. */
export interface Contents {
  readonly name: string;
  readonly layers: readonly PackedLayer[];
  readonly start: Start;
}

/**
 * Writes a docker archive: the layers, a configuration and a manifest that names them.
 * @returns the id of the image
 * @see https://github.com/moby/docker-image-spec/blob/v1.3.1/spec.md
 */
export async function packArchive(
  { name, layers, start }: Contents,
  file: string,
  { work, log }: { work: string; log: string },
): Promise<string> {
  mkdirSync(work, { recursive: true });
  const config = JSON.stringify(imageConfig(layers, start));
  const id = createHash("sha256").update(config).digest("hex");
  const members = layers.map(({ digest }) => `${digest.replace("sha256:", "")}.tar`);
  const manifest = [{ Config: `${id}.json`, RepoTags: [name], Layers: members }];
  writeFileSync(join(work, `${id}.json`), config);
  writeFileSync(join(work, "manifest.json"), JSON.stringify(manifest));
  for (const [index, member] of [...new Set(members)].entries()) {
    linkSync(layers[index]?.file ?? "", join(work, member));
  }
  const files = ["manifest.json", `${id}.json`, ...new Set(members)];
  await run("tar", ["--create", "--file", file, ...PLAIN, "--directory", work, ...files], { log });
  return `sha256:${id}`;
}

function imageConfig(layers: readonly PackedLayer[], start: Start) {
  const { user, entrypoint, command, workingDir = "/", env = {}, ports = [], stopSignal } = start;
  return {
    architecture: ARCHITECTURE,
    os: "linux",
    config: {
      ...(user === undefined ? {} : { User: user }),
      Entrypoint: entrypoint,
      ...(command === undefined ? {} : { Cmd: command }),
      WorkingDir: workingDir,
      Env: Object.entries({ PATH, ...env }).map(([name, value]) => `${name}=${value}`),
      ExposedPorts: Object.fromEntries(ports.map((port) => [`${port}/tcp`, {}])),
      ...(stopSignal === undefined ? {} : { StopSignal: stopSignal }),
    },
    rootfs: { type: "layers", diff_ids: layers.map(({ digest }) => digest) },
    history: layers.map(({ file }) => ({ created_by: basename(file).split(".")[0] })),
  };
}

const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
