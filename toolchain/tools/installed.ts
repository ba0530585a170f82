/** Looks for a tool that is already on this machine. */

import { accessSync, constants, readdirSync, realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { capture, messageOf } from "../command";
import type { Tool } from "./tool";
import { compare, describeRange, fits } from "./version";

/** A tool found on this machine: one absolute path per binary, in the order of the tool's list. */
export interface Found {
  readonly files: readonly string[];
  /** Changes whenever another file, or another version of it, is found. */
  readonly identity: string;
}

/** Where to look. */
export interface Machine {
  readonly env: NodeJS.ProcessEnv;
  /** The project's own folder of tools: never taken for an installation, even when it is on PATH. */
  readonly own: string;
}

/** The tool as it is installed here, whichever version; starts no program. */
export function find(tool: Tool, machine: Machine): Found | undefined {
  if (!tool.installed) return undefined;
  const first =
    tool.installed.where === "PATH"
      ? onPath(tool.binaries[0], machine)
      : newestPlugin(tool.binaries[0], machine);
  if (!first) return undefined;
  const files = tool.binaries.map((binary, index) =>
    index === 0 ? first : (onPath(binary, machine) ?? beside(first, binary)),
  );
  const there = files.filter((file) => file !== undefined);
  if (there.length !== files.length) return undefined;
  return { files: there, identity: there.map(identity).join("\n") };
}

/** A version, or why there is none that will do. */
export type Answer = { readonly version: string } | { readonly refusal: string };

/** The version of what was found, if it will do. */
export async function judge(tool: Tool, found: Found): Promise<Answer> {
  const [file = ""] = found.files;
  const { where, fits: range } = tool.installed ?? {};
  if (!range) return { refusal: "no installed copy will do" };
  const answer = where === "plugins" ? { version: pluginVersion(file) } : await told(tool, file);
  if ("refusal" in answer || fits(answer.version, range)) return answer;
  return { refusal: `${file} is version ${answer.version}, needed is ${describeRange(range)}` };
}

/** The version that a binary tells about itself. */
export async function told(tool: Tool, file: string): Promise<Answer> {
  if (!tool.tells) return { refusal: `${file} cannot tell its version` };
  const command = [file, ...tool.tells.args].join(" ");
  try {
    const answer = await capture(file, tool.tells.args);
    const version = tool.tells.pattern.exec(answer)?.[1];
    if (version !== undefined) return { version };
    return { refusal: `\`${command}\` tells no version: ${answer.trim()}` };
  } catch (error) {
    return { refusal: `\`${command}\` failed: ${messageOf(error)}` };
  }
}

function onPath(binary: string, machine: Machine): string | undefined {
  return (machine.env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "" && resolve(folder) !== machine.own)
    .map((folder) => resolve(folder, binary))
    .find(isProgram);
}

function beside(file: string, binary: string): string | undefined {
  return [join(dirname(realpathSync(file)), binary)].find(isProgram);
}

/** Pulumi keeps each plugin in `plugins/resource-<name>-v<version>/`, with a `.partial` file beside it until it is whole. */
function newestPlugin(binary: string, machine: Machine): string | undefined {
  const home = machine.env["PULUMI_HOME"] ?? join(homedir(), ".pulumi");
  const prefix = `${binary.replace(/^pulumi-/, "")}-v`;
  const folder = join(home, "plugins");
  const names = entries(folder);
  return names
    .filter((name) => name.startsWith(prefix) && !names.includes(`${name}.partial`))
    .map((name) => join(folder, name, binary))
    .filter(isProgram)
    .sort((a, b) => compare(pluginVersion(b), pluginVersion(a)))[0];
}

function pluginVersion(file: string): string {
  return /-v([^/\\]+)$/.exec(dirname(file))?.[1] ?? "0.0.0";
}

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function identity(file: string): string {
  const { size, mtimeMs } = statSync(file);
  return `${file} ${size} ${mtimeMs}`;
}
