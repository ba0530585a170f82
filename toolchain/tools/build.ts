/** Builds tools from package registries. */

import { createHash } from "node:crypto";
import { cpSync, readFileSync, readdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CommandFailed, capture, messageOf, run } from "../command";
import type { Build, BuildJob } from "./tool";
import { compare } from "./version";

/** Where `go.mod` and `go.sum` of every build are committed: they pin each version and each checksum. A program of ours has its source there. */
const MODULES = join(__dirname, "modules");
const GO_OS: Readonly<Record<string, string>> = { win32: "windows" };
const GO_ARCH: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386" };

export interface GoPart {
  /** Folder under `modules/`. */
  readonly module: string;
  /** Binary name → main package. */
  readonly packages: Readonly<Record<string, string>>;
  /** Variables set at link time (`-X`): the version that the program reports. */
  readonly variables: Readonly<Record<string, string>>;
}

/** A build of Go programs, each part in a copy of its module folder so that the clone stays clean. */
export function goBuild(version: string, minutes: number, parts: readonly GoPart[]): Build {
  const pins = parts.flatMap(({ module }) => {
    const folder = join(MODULES, module);
    return readdirSync(folder)
      .sort()
      .map((name) => sha256(readFileSync(join(folder, name))));
  });
  return {
    version,
    recipe: JSON.stringify({ parts, pins }),
    about: `from its Go module, about ${minutes} min the first time`,
    async run(job) {
      for (const part of parts) await buildPart(part, job);
    },
  };
}

async function buildPart(part: GoPart, job: BuildJob): Promise<void> {
  const folder = join(job.work, part.module);
  cpSync(join(MODULES, part.module), folder, { recursive: true });
  await requireGo(/^go (\S+)$/m.exec(readFileSync(join(folder, "go.mod"), "utf8"))?.[1] ?? "1.24");
  const set = Object.entries(part.variables).map(([name, value]) => `-X ${name}=${value}`);
  for (const [binary, main] of Object.entries(part.packages)) {
    const flags = ["-mod=readonly", "-trimpath", "-ldflags", ["-s -w", ...set].join(" ")];
    const env = goEnvironment();
    await run("go", ["build", ...flags, "-o", join(job.into, binary), main], {
      cwd: folder,
      env,
      log: job.log,
    });
  }
}

/** The user's proxies and caches count; what would change the result does not. */
function goEnvironment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    CGO_ENABLED: "0",
    GO111MODULE: "on",
    GOARCH: GO_ARCH[process.arch] ?? process.arch,
    GOFLAGS: "-mod=readonly",
    GOOS: GO_OS[process.platform] ?? process.platform,
    GOWORK: "off",
  };
}

/** Since 1.21 Go fetches a newer version of itself where one is needed, unless `GOTOOLCHAIN=local` forbids it. */
async function requireGo(needed: string): Promise<void> {
  const cure = `Install Go ${needed} or newer (https://go.dev/doc/install).`;
  const answer = await capture("go", ["env", "GOVERSION", "GOTOOLCHAIN"]).catch(
    (error: unknown) => {
      throw new CommandFailed(`\`go\` cannot be run (${messageOf(error)}). ${cure}`);
    },
  );
  const [version = "", toolchain = ""] = answer.trim().replaceAll("go", "").split("\n");
  const canGrow = compare(version, "1.21") >= 0 && toolchain !== "local";
  if (compare(version, needed) < 0 && !canGrow) {
    throw new CommandFailed(`the Go on PATH is ${version}. ${cure}`);
  }
}

/** A program of this clone (an absolute path of a TypeScript file): a script that starts it with the clone's tsx. */
export function ownProgram(binary: string, program: string): Build {
  const loader = `file://${require.resolve("tsx")}`;
  const script = `#!/bin/sh\nexec node --import ${quote(loader)} ${quote(program)} "$@"\n`;
  return {
    version: "stand-in",
    recipe: script,
    about: "from this clone",
    run: ({ into }) => writeFile(join(into, binary), script, { mode: 0o755 }),
  };
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function sha256(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
