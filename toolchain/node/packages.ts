/**
 * Programs of a real node that are Debian packages: those that the machine lacks are unpacked into `.toolchain/node`,
 * which the node sees as a part of its `/usr` (first-process.sh). Nothing is installed.
 */

import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "../command";
import { readIfThere } from "../files";
import type { Progress } from "../progress";

/** Package → the programs that are wanted of it. */
const PACKAGES = {
  conntrack: ["conntrack"],
  containerd: ["containerd", "containerd-shim-runc-v2", "ctr"],
  "containernetworking-plugins": ["host-local", "loopback", "portmap"],
  iproute2: ["ip"],
  iptables: ["iptables", "iptables-restore", "iptables-save", "ip6tables"],
  runc: ["runc"],
} as const;

/** Where CNI plugins are, as Debian and everybody else have it. */
const CNI_FOLDERS = ["/usr/lib/cni", "/opt/cni/bin"] as const;

/** Folders of programs of a node, beside those of the user's PATH. */
const SYSTEM = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"] as const;

export interface PackagePlaces {
  /** Takes the unpacked packages: `usr/…`. */
  layer: string;
  /** Takes lists and packages of apt. */
  build: string;
  logs: string;
}

/** `PATH` of the programs of a node, as the node sees it. */
export const nodePath = (own = process.env["PATH"] ?? "") => [...SYSTEM, own].join(delimiter);

/** The folder of the CNI plugins, as the node sees it. */
export const cniFolder = (layer: string): string =>
  CNI_FOLDERS.find((folder) => isProgram(join(layer, folder, "portmap")) || hasPlugins(folder)) ??
  CNI_FOLDERS[0];

const hasPlugins = (folder: string) => isProgram(join(folder, "portmap"));

/** Absolute path of a program, as both machine and node see it. */
export function programIn(layer: string, name: string): string {
  const folders = [...CNI_FOLDERS, ...nodePath().split(delimiter)];
  const places = folders.flatMap((folder) => [join(layer, folder, name), join(folder, name)]);
  return places.find(isProgram) ?? name;
}

/** Packages of which a program is neither unpacked nor installed. */
export const missingPackages = (layer: string): string[] =>
  Object.entries(PACKAGES)
    .filter(([, programs]) => programs.some((name) => programIn(layer, name) === name))
    .map(([name]) => name);

/** Whether packages can be had on this machine. */
export const hasApt = () => programIn("/", "apt-get") !== "apt-get";

/** Gets what is missing; apt refuses a package that has not the hash of the signed list. */
export async function ensurePackages(places: PackagePlaces, progress: Progress): Promise<void> {
  const { layer, build, logs } = places;
  const isKept = readIfThere(join(layer, "release")) === releaseOf();
  if (isKept && missingPackages(layer).length === 0) return;
  const missing = missingPackages(join(build, "nowhere"));
  rmSync(layer, { recursive: true, force: true });
  const step = progress.step("node programs");
  if (missing.length > 0) step.now(`getting the Debian packages ${missing.join(", ")}`);
  const work = join(build, "node");
  rmSync(work, { recursive: true, force: true });
  mkdirSync(join(work, "root", "usr"), { recursive: true });
  if (missing.length > 0) await unpackAll(missing, work, join(logs, "get-node.log"));
  writeFileSync(join(work, "root", "release"), releaseOf());
  mkdirSync(join(layer, ".."), { recursive: true });
  renameSync(join(work, "root"), layer);
  rmSync(work, { recursive: true });
  const still = missingPackages(layer);
  if (still.length > 0)
    throw new Error(`the packages ${still.join(", ")} do not hold what they should`);
  step.done(missing.length > 0 ? `unpacked ${missing.join(", ")}` : "installed");
}

/** Packages of one release of Debian do not fit the libraries of another one. */
const releaseOf = () =>
  createHash("sha256")
    .update(readIfThere("/etc/os-release") ?? "")
    .update(JSON.stringify(PACKAGES))
    .digest("hex");

async function unpackAll(packages: readonly string[], work: string, log: string): Promise<void> {
  const [lists, cache] = [join(work, "lists"), join(work, "cache")];
  for (const folder of [lists, join(cache, "archives")]) {
    mkdirSync(join(folder, "partial"), { recursive: true });
  }
  const settings = {
    "APT::Sandbox::User": "root",
    "Debug::NoLocking": "1",
    "Dir::Cache": cache,
    "Dir::State::lists": lists,
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  const apt = (...args: string[]) =>
    run("apt-get", [...options, "--quiet", "--yes", ...args], { log });
  await apt("update");
  await apt("--no-install-recommends", "--download-only", "install", ...packages);
  const archives = join(cache, "archives");
  const root = join(work, "root");
  for (const file of readdirSync(archives).filter((name) => name.endsWith(".deb"))) {
    await run("dpkg-deb", ["--extract", join(archives, file), root], { log });
  }
  arrange(root);
}

/** As the machine would have it after an installation: everything in `/usr`, and iptables under its own name. */
function arrange(root: string): void {
  for (const folder of ["bin", "lib", "lib64", "sbin"]) {
    if (!existsSync(join(root, folder))) continue;
    cpSync(join(root, folder), join(root, "usr", folder), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
  for (const entry of readdirSync(root)) {
    if (entry !== "usr") rmSync(join(root, entry), { recursive: true });
  }
  for (const name of ["iptables", "ip6tables"]) {
    for (const end of ["", "-restore", "-save"]) {
      const link = join(root, "usr", "sbin", `${name}${end}`);
      if (existsSync(join(root, "usr", "sbin", "xtables-nft-multi")) && !existsSync(link)) {
        symlinkSync("xtables-nft-multi", link);
      }
    }
  }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
