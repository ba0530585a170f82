/** Layers of Debian packages, in the release that this machine runs: resolved, fetched and verified by apt. */

import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../command";
import { readIfThere } from "../../files";
import { FOLDERS } from "../../folders";
import { sha256OfSource } from "../hash";
import type { Layer, LayerJob } from "../recipe";

/** Lists and packages of apt, apart from the machine's own. */
const APT = join(FOLDERS.build, "apt");
const RELEASE = /^VERSION_CODENAME=(\S+)/m.exec(readIfThere("/etc/os-release") ?? "")?.[1];

/** Debian keeps its programs and libraries below `/usr`; packages still name the old folders. */
const MERGED = ["bin", "sbin", "lib", "lib64"] as const;
/** What no program reads. */
const LEFT_OUT = ["doc", "info", "lintian", "locale", "man", "bash-completion"];

export interface DebianPackages {
  readonly name: string;
  /** With all they depend on. */
  readonly packages: readonly string[];
  /** Packages of the layers below, which need not be there twice. @default none: this is the lowest layer */
  readonly above?: readonly string[];
  /** Start of the version that a package must have, where the name of the image promises one. */
  readonly versions?: Readonly<Record<string, string>>;
  /** Changes the unpacked files. */
  readonly finish?: { readonly recipe: unknown; readonly run: (root: string) => void };
}

export function debianLayer(wanted: DebianPackages): Layer {
  const { name, packages, above = [], versions, finish } = wanted;
  return {
    name,
    recipe: [sha256OfSource(__filename), RELEASE, packages, above, versions, finish?.recipe],
    modes: above.length === 0 ? { tmp: "1777", "var/tmp": "1777" } : {},
    async build(job) {
      const below = above.length === 0 ? [] : await resolve(above, job);
      const all = await resolve([...above, ...packages], job);
      const files = all.filter((file) => !below.includes(file));
      refuseOthers(files, versions ?? {});
      await fetchPackages([...above, ...packages], job);
      await unpack(files, job);
      if (above.length > 0) for (const link of MERGED) rmSync(join(job.root, link));
      finish?.run(job.root);
    },
  };
}

/** Fetches packages without what they depend on, and unpacks them into a folder that is no image. */
export async function unpackDebian(packages: readonly string[], job: LayerJob): Promise<void> {
  const files = (await resolve(packages, job)).filter((file) =>
    packages.includes(file.split("_")[0] ?? ""),
  );
  await fetchPackages(packages, job);
  await unpack(files, job);
}

/** Files of packages and all that they depend on, as apt names them: `curl_7.88.1-10_amd64.deb`. */
async function resolve(packages: readonly string[], job: LayerJob): Promise<readonly string[]> {
  await readyApt(job);
  const answer = join(job.work, "resolved");
  rmSync(answer, { force: true });
  // Of packages that it has, apt prints no address.
  const nothing = ["-o", `Dir::Cache::archives=${join(job.work, "nothing")}`];
  await apt([...nothing, "--print-uris", "install", ...packages], answer);
  // A line is: 'address' file size hash
  return readFileSync(answer, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("'"))
    .map((line) => line.split(" ")[1] ?? "");
}

/** apt refuses a file that has not the hash of the signed list. */
async function fetchPackages(packages: readonly string[], { log }: LayerJob): Promise<void> {
  await apt(["--download-only", "install", ...packages], log);
}

/** Into one folder, as if they were installed; `status.d` tells scanners what is there, as Google's distroless images do. */
async function unpack(files: readonly string[], { root, log }: LayerJob): Promise<void> {
  const status = join(root, "var", "lib", "dpkg", "status.d");
  mkdirSync(status, { recursive: true });
  for (const folder of MERGED) {
    mkdirSync(join(root, "usr", folder), { recursive: true });
    symlinkSync(join("usr", folder), join(root, folder));
  }
  const excluded = LEFT_OUT.map((folder) => `--exclude=./usr/share/${folder}`).join(" ");
  const script = `set -e; dpkg-deb --fsys-tarfile "$1" | tar --extract --directory "$2" \
    --absolute-names --keep-directory-symlink --no-same-owner ${excluded}; dpkg-deb --field "$1" > "$3"`;
  for (const file of files) {
    const entry = join(status, file.split("_")[0] ?? file);
    const args = [join(APT, "cache", "archives", file), root, entry];
    await run("bash", ["-o", "pipefail", "-c", script, "bash", ...args], { log });
  }
}

function refuseOthers(files: readonly string[], versions: Readonly<Record<string, string>>): void {
  for (const [name, version] of Object.entries(versions)) {
    const file = files.find((candidate) => candidate.startsWith(`${name}_`)) ?? "none";
    const found =
      file.startsWith(`${name}_${version}`) &&
      /^[-.+]/.test(file.slice(`${name}_${version}`.length));
    if (!found) {
      throw new Error(
        `needs ${name} ${version}, and Debian ${RELEASE ?? "of this machine"} has ${file}: run this on a release that has it.`,
      );
    }
  }
}

let ready: Promise<void> | undefined;

/** The lists of the machine's sources, fetched once in a run, without changing the machine. */
async function readyApt({ log }: LayerJob): Promise<void> {
  ready ??= (async () => {
    for (const folder of ["lists", join("cache", "archives", "partial")]) {
      mkdirSync(join(APT, folder), { recursive: true });
    }
    writeFileSync(join(APT, "status"), "");
    await apt(["update"], log);
  })();
  await ready;
}

async function apt(args: readonly string[], log: string): Promise<void> {
  const settings = {
    "Dir::State": APT,
    "Dir::State::status": join(APT, "status"),
    "Dir::Cache": join(APT, "cache"),
    "APT::Sandbox::User": "root",
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  await run("apt-get", [...options, "--quiet=2", "--yes", "--no-install-recommends", ...args], {
    log,
  });
}
