import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { goBuild, ownProgram } from "./build";
import { capture } from "../command";
import type { BuildJob } from "./tool";

let folder: string;
let job: BuildJob;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "build-"));
  job = { work: join(folder, "work"), into: join(folder, "bin"), log: join(folder, "log") };
  for (const path of [job.work, job.into, join(folder, "path")]) mkdirSync(path);
  writeFileSync(job.log, "");
  vi.stubEnv("PATH", `${join(folder, "path")}:/usr/bin:/bin`);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** A `go` of a certain version whose `go build` runs the given script. */
function fakeGo(version: string, toolchain: string, build: string): void {
  writeFileSync(
    join(folder, "path", "go"),
    `#!/bin/sh
if [ "$1" = env ]; then echo ${version}; echo ${toolchain}; exit; fi
${build}
`,
    { mode: 0o755 },
  );
}

const ETCD = goBuild("3.6.5", 1, [
  {
    module: "etcd",
    packages: { etcd: "go.etcd.io/etcd/server/v3" },
    variables: { "example.com/version.Version": "v3.6.5" },
  },
]);

test("each program is built from a copy of its pins, whatever the user's Go settings are", async () => {
  vi.stubEnv("GOFLAGS", "-mod=vendor -race");
  vi.stubEnv("GOOS", "plan9");
  fakeGo(
    "go1.26.0",
    "auto",
    `printf '%s\\n' "$@" >"${folder}/args"; pwd >"${folder}/cwd"; ls >"${folder}/files"
echo "$GOFLAGS $CGO_ENABLED $GOWORK $GOOS" >"${folder}/env"; echo built >"${job.into}/etcd"`,
  );
  await ETCD.run(job);
  expect(readFileSync(join(folder, "args"), "utf8").split("\n").slice(0, -1)).toEqual([
    "build",
    "-mod=readonly",
    "-trimpath",
    "-ldflags",
    "-s -w -X example.com/version.Version=v3.6.5",
    "-o",
    join(job.into, "etcd"),
    "go.etcd.io/etcd/server/v3",
  ]);
  expect(readFileSync(join(folder, "cwd"), "utf8").trim()).toMatch(/work\/etcd$/);
  expect(readFileSync(join(folder, "files"), "utf8")).toBe("go.mod\ngo.sum\n");
  expect(readFileSync(join(folder, "env"), "utf8").trim()).toBe(
    `-mod=readonly 0 off ${process.platform}`,
  );
});

test("a failed build shows the end of its log", async () => {
  fakeGo("go1.26.0", "auto", "seq 1 20; echo no space left on device >&2; exit 1");
  await expect(ETCD.run(job)).rejects.toThrow(
    [
      "`go build -mod=readonly -trimpath -ldflags -s -w -X example.com/version.Version=v3.6.5 " +
        `-o ${join(job.into, "etcd")} go.etcd.io/etcd/server/v3\`: exit code 1; the end of ${job.log}:`,
      ...Array.from({ length: 14 }, (_, index) => `      | ${index + 7}`),
      "      | no space left on device",
    ].join("\n"),
  );
});

test("without Go, it says what to install", async () => {
  vi.stubEnv("PATH", join(folder, "path"));
  await expect(ETCD.run(job)).rejects.toThrow(
    "`go` cannot be run (spawn go ENOENT). Install Go 1.24.0 or newer (https://go.dev/doc/install).",
  );
});

test.each([
  ["go1.20.5", "auto"],
  ["go1.23.4", "local"],
])("%s with GOTOOLCHAIN=%s is too old", async (version, toolchain) => {
  fakeGo(version, toolchain, "exit 1");
  await expect(ETCD.run(job)).rejects.toThrow(
    `the Go on PATH is ${version.slice(2)}. Install Go 1.24.0 or newer (https://go.dev/doc/install).`,
  );
});

test("an older Go that may fetch a newer one is left to do so", async () => {
  fakeGo("go1.23.4", "auto", `echo built >"${job.into}/etcd"`);
  await ETCD.run(job);
  expect(readdirSync(job.into)).toEqual(["etcd"]);
});

test("another pin, package or variable is another recipe", () => {
  const part = { module: "etcd", packages: { etcd: "a" }, variables: {} };
  const recipes = [
    part,
    { ...part, module: "kwok" },
    { ...part, packages: { etcd: "b" } },
    { ...part, variables: { version: "1" } },
  ].map((variant) => goBuild("3.6.5", 1, [variant]).recipe);
  expect(new Set(recipes).size).toBe(4);
  for (const name of ["go.mod", "go.sum"]) {
    const pins = readFileSync(join(__dirname, "modules", "etcd", name));
    expect(ETCD.recipe).toContain(createHash("sha256").update(pins).digest("hex"));
  }
});

test("a program of this clone is started with its arguments, from anywhere", async () => {
  const program = join(folder, "it's here.ts");
  writeFileSync(program, "console.log(process.argv.slice(2).join('|') satisfies string);");
  vi.stubEnv("PATH", `${join(process.execPath, "..")}:/usr/bin:/bin`);
  await ownProgram("own", program).run(job);
  expect(await capture(join(job.into, "own"), ["a b", "c"], { cwd: "/" })).toBe("a b|c\n");
});
