/** Previews a large stack with the real Pulumi CLI, without the policy pack, with it, and with all of its rules disabled. */

import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { text } from "node:stream/consumers";
import { presetOf } from "../../../policies/level";
import { RULES } from "../../../policies/rules";
import { down as stopCluster, up as startCluster } from "../../../toolchain/cluster";
import { capture } from "../../../toolchain/command";
import { FOLDERS } from "../../../toolchain/folders";
import { createProgress } from "../../../toolchain/progress";
import { Pulumi, pulumiEnvironment } from "../../../toolchain/stack/pulumi";
import { ensureTools } from "../../../toolchain/tools";

/** One `pulumi preview`. */
export interface Preview {
  /** Until it ended. */
  readonly seconds: number;
  /** User and system time of Pulumi, the program, the provider and the pack. */
  readonly cpuSeconds: number;
  /** How many resources it would make. */
  readonly resources: number;
}

/** Previews of the same stack, taken in turn. */
export interface Previews {
  readonly bare: readonly Preview[];
  /** With the pack, and every rule of it disabled. */
  readonly silent: readonly Preview[];
  readonly held: readonly Preview[];
}

/** Copies of one component, five objects each; every preview starts from nothing. */
const ROOT = join(__dirname, "..", "many");

export async function measurePreviews(rounds: number): Promise<Previews> {
  await ensureTools();
  const work = mkdtempSync(join(tmpdir(), "bench-policies-"));
  const cluster = { state: join(work, "cluster"), progress: createProgress({ write: () => {} }) };
  try {
    const access = await startCluster(cluster);
    mkdirSync(join(work, "home"));
    symlinkSync(join(FOLDERS.pulumiHome, "plugins"), join(work, "home", "plugins"));
    const place = {
      ...{ stack: "local", root: ROOT, bin: FOLDERS.bin },
      ...{ pulumiHome: join(work, "home"), state: join(work, "state") },
    };
    await new Pulumi(place).select();
    const env = pulumiEnvironment(place, process.env, access);
    const pack = await packed();
    const [none, all] = [withPack(pack, work, SILENT), withPack(pack, work, PRODUCTION)];
    const previews = {
      bare: new Array<Preview>(),
      silent: new Array<Preview>(),
      held: new Array<Preview>(),
    };
    await preview([], env);
    for (let round = 0; round < rounds; round++) {
      previews.bare.push(await preview([], env));
      previews.silent.push(await preview(none, env));
      previews.held.push(await preview(all, env));
    }
    return previews;
  } finally {
    await stopCluster({ ...cluster, wipe: true });
    rmSync(work, { recursive: true });
  }
}

/** The pack as it is published. */
async function packed(): Promise<string> {
  const home = join(FOLDERS.build, "policies");
  const sources = join(FOLDERS.root, "policies");
  rmSync(home, { recursive: true, force: true });
  for (const file of ["analyzer", "package.json", "PulumiPolicy.yaml"])
    cpSync(join(sources, file), join(home, file));
  const compiler = join(FOLDERS.root, "node_modules", ".bin", "tsc");
  const project = join(sources, "tsconfig.build.json");
  await capture(compiler, ["-p", project, "--outDir", join(home, "dist")]);
  return join(home, "analyzer");
}

const SILENT = { all: "disabled" };

/** Copies of a component are let off what only a whole platform can keep: a stack previewed every day breaks nothing. */
const EXCEPTED = ["image-has-digest", "image-is-pulled-always"];
const exceptions = [{ object: "Deployment ui-*", reason: "a benchmark", until: "9999-12-31" }];
const PRODUCTION = {
  ...presetOf("prod", RULES),
  ...Object.fromEntries(EXCEPTED.map((name) => [name, { exceptions }])),
};

function withPack(pack: string, work: string, configuration: object): string[] {
  const file = join(mkdtempSync(join(work, "pack-")), "policies.json");
  writeFileSync(file, JSON.stringify(configuration));
  return ["--policy-pack", pack, "--policy-pack-config", file];
}

/** The shell tells what the processes that it waited for have used, and what those waited for. */
const TIMED = '"$@"; code=$?; times; exit $code';

async function preview(options: readonly string[], env: NodeJS.ProcessEnv): Promise<Preview> {
  const command = ["pulumi", "preview", "--stack", "local", "--non-interactive", ...options];
  const began = performance.now();
  const child = spawn("sh", ["-c", TIMED, "sh", ...command], { cwd: ROOT, env });
  const ended = new Promise<number | null>((settle) => child.once("exit", settle));
  const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const code = await ended;
  if (code !== 0) throw new Error(`pulumi preview ended with ${code}: ${said}${complained}`);
  const seconds = (performance.now() - began) / 1000;
  const [, resources] = /\+ (\d+) to create/.exec(said) ?? [];
  return { seconds, cpuSeconds: cpuSecondsIn(said), resources: Number(resources) };
}

/** The last line that `times` prints: `0m19.49s 0m2.06s`. */
export function cpuSecondsIn(said: string): number {
  const last = said.trimEnd().split("\n").at(-1) ?? "";
  const parts = [...last.matchAll(/(\d+)m([\d.]+)s/g)];
  return parts.reduce(
    (sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds),
    0,
  );
}
