import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { find, judge } from "./installed";
import type { Tool } from "./tool";

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "installed-")));
});
afterEach(() => rmSync(folder, { recursive: true }));

const CLI: Tool = {
  name: "cli",
  binaries: ["cli", "cli-host"],
  tells: { args: ["version"], pattern: /^v(\S+)/m },
  installed: { where: "PATH", fits: { from: "1.2.0", below: "2.0.0" } },
  build: { version: "1.2.0", recipe: "", about: "", run: async () => undefined },
};
const PLUGIN: Tool = {
  ...CLI,
  binaries: ["pulumi-resource-random"],
  installed: { where: "plugins", fits: { from: "4.21.2", below: "5.0.0" } },
};

function program(path: string, says = "v1.2.3"): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\necho "${says}"\n`, { mode: 0o755 });
  return file;
}

function look(tool: Tool, ...path: string[]) {
  const env = {
    PATH: path.map((name) => join(folder, name)).join(":"),
    PULUMI_HOME: join(folder, "home"),
  };
  return find(tool, { env, own: join(folder, "own") });
}

test("the first program on PATH that can be run, with its companion", () => {
  mkdirSync(join(folder, "a", "cli"), { recursive: true });
  writeFileSync(join(folder, "plain"), "");
  const files = [program("b/cli"), program("c/cli-host")];
  expect(look(CLI, "a", "missing", "b", "c")?.files).toEqual(files);
});

test("a companion may lie beside the file that a link leads to", () => {
  program("opt/cli");
  const host = program("opt/cli-host");
  mkdirSync(join(folder, "a"));
  symlinkSync(join(folder, "opt", "cli"), join(folder, "a", "cli"));
  expect(look(CLI, "a")?.files).toEqual([join(folder, "a", "cli"), host]);
});

test("without its companion a program is not taken", () => {
  program("a/cli");
  expect(look(CLI, "a")).toBeUndefined();
});

test("what the toolchain itself put there is not an installation", () => {
  program("own/cli");
  program("own/cli-host");
  expect(look(CLI, "own")).toBeUndefined();
});

test("another file, or another content, has another identity", () => {
  program("a/cli");
  program("a/cli-host");
  const before = look(CLI, "a")?.identity;
  expect(look(CLI, "a")?.identity).toBe(before);
  program("a/cli", "v1.10.0");
  expect(look(CLI, "a")?.identity).not.toBe(before);
});

test("a fitting version is told", async () => {
  const found = { files: [program("cli", "v1.2.3")], identity: "" };
  expect(await judge(CLI, found)).toEqual({ version: "1.2.3" });
});

test.each([
  ["v2.0.0", "FILE is version 2.0.0, needed is >= 1.2.0 and < 2.0.0"],
  ["hello", "`FILE version` tells no version: hello"],
])("a program that says %s will not do", async (says, refusal) => {
  const file = program("cli", says);
  const answer = await judge(CLI, { files: [file], identity: "" });
  expect(answer).toEqual({ refusal: refusal.replace("FILE", file) });
});

test("a program that fails will not do", async () => {
  const file = program("cli");
  writeFileSync(file, "#!/bin/sh\necho broken >&2\nexit 3\n");
  expect(await judge(CLI, { files: [file], identity: "" })).toEqual({
    refusal: `\`${file} version\` failed: exit code 3, broken`,
  });
});

test("the newest plugin that Pulumi has installed completely", async () => {
  program("home/plugins/resource-random-v4.9.0/pulumi-resource-random");
  const newest = program("home/plugins/resource-random-v4.22.0/pulumi-resource-random");
  program("home/plugins/resource-random-v4.23.0/pulumi-resource-random");
  writeFileSync(join(folder, "home/plugins/resource-random-v4.23.0.partial"), "");
  const found = look(PLUGIN);
  expect(found?.files).toEqual([newest]);
  expect(found && (await judge(PLUGIN, found))).toEqual({ version: "4.22.0" });
});

test("no plugin, and one that is too old", async () => {
  expect(look(PLUGIN)).toBeUndefined();
  const file = program("home/plugins/resource-random-v4.9.0/pulumi-resource-random");
  const found = look(PLUGIN);
  expect(found && (await judge(PLUGIN, found))).toEqual({
    refusal: `${file} is version 4.9.0, needed is >= 4.21.2 and < 5.0.0`,
  });
});
