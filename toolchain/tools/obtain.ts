/**
 * Gets one tool: what is installed and fits, else the official release, else a build.
 *
 * Every new file is made in a folder of its own and moved into place at the end, so whatever is interrupted
 * in between is simply done again.
 */

import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../command";
import type { Downloader } from "./download";
import { type Found, find, judge, told } from "./installed";
import { replaceLink } from "./plugins";
import type { Step } from "../progress";
import { ToolRecord, size } from "./record";
import type { BuildJob, Source, Tool } from "./tool";
import { compare, describeRange } from "./version";

/** Where tools are put, and where they may come from. */
export interface Workshop {
  readonly bin: string;
  readonly build: string;
  readonly logs: string;
  readonly pulumiHome: string;
  readonly env: NodeJS.ProcessEnv;
  readonly sources: readonly Source[];
}

export interface Task {
  readonly tool: Tool;
  readonly shop: Workshop;
  readonly downloader: Downloader;
  /** Told how it goes. */
  readonly step: Step;
}

/** A tool could not be had; the message says what was tried and what to do. */
export class ToolMissing extends Error {}

type Outcome = { version: string } | { refusal: string };

/** True when nothing has to be done; starts no program and asks no network. */
export function isReady(tool: Tool, shop: Workshop): boolean {
  const found = lookAround(tool, shop);
  const record = new ToolRecord(tool, shop.bin);
  const source = record.source(found);
  return source !== undefined && shop.sources.includes(source) && record.knows(found);
}

export async function obtain({ tool, shop, downloader, step }: Task): Promise<void> {
  mkdirSync(shop.bin, { recursive: true });
  const record = new ToolRecord(tool, shop.bin);
  const found = lookAround(tool, shop);

  const installed = await consider(tool, shop, found);
  if ("version" in installed) {
    tool.binaries.forEach((binary, index) =>
      replaceLink(join(shop.bin, binary), installed.files[index] ?? ""),
    );
    record.write("path", found);
    return step.done(`${installed.version}, installed: ${installed.files[0] ?? ""}`);
  }
  const kept = record.source(found);
  if (kept && shop.sources.includes(kept)) {
    record.write(kept, found);
    return step.done("kept as it is");
  }
  const tried = [`path: ${installed.refusal}`];
  for (const source of ["download", "build"] as const) {
    const made = await make(source, { tool, shop, downloader, step });
    if ("version" in made) {
      record.write(source, found);
      return step.done(`${made.version}, ${source === "build" ? "built" : "downloaded"}`);
    }
    tried.push(`${source}: ${made.refusal}`);
  }
  step.failed("not available");
  throw new ToolMissing(describeFailure(tool, tried));
}

function lookAround(tool: Tool, shop: Workshop): Found | undefined {
  return shop.sources.includes("path") ? find(tool, { env: shop.env, own: shop.bin }) : undefined;
}

async function consider(
  tool: Tool,
  shop: Workshop,
  found: Found | undefined,
): Promise<{ version: string; files: readonly string[] } | { refusal: string }> {
  if (!shop.sources.includes("path")) return NOT_ALLOWED;
  if (!tool.installed) return { refusal: "no installed copy will do" };
  if (found) return { ...(await judge(tool, found)), files: found.files };
  const place = tool.installed.where === "PATH" ? "on PATH" : "among the plugins of Pulumi";
  return { refusal: `no ${tool.binaries.join(" with ")} ${place}` };
}

const NOT_ALLOWED = { refusal: "KUBE_TRACING_TOOLS does not allow it" };

async function make(
  source: "download" | "build",
  { tool, shop, downloader, step }: Task,
): Promise<Outcome> {
  if (!shop.sources.includes(source)) return NOT_ALLOWED;
  const { download, build } = tool;
  if (source === "download" && !download) {
    return { refusal: `no official release for ${process.platform} ${process.arch}` };
  }
  const refusal = source === "download" && download && downloader.refusal(download);
  if (refusal) return { refusal };
  const job = openJob(tool, shop);
  try {
    if (source === "download" && download) {
      step.now(`downloading ${download.version}`);
      await downloader.fetch(download, job);
    } else {
      step.now(`building ${build.version} ${build.about}`);
      await build.run(job);
    }
    const version = source === "download" && download ? download.version : build.version;
    await inspect(tool, job, version);
    for (const binary of tool.binaries) renameSync(join(job.into, binary), join(shop.bin, binary));
    return { version };
  } catch (error) {
    if (source === "download") step.note(messageOf(error));
    return { refusal: messageOf(error) };
  } finally {
    rmSync(job.work, { recursive: true, force: true });
  }
}

/** A folder that no earlier, interrupted job knows; what is left of those is removed. */
function openJob(tool: Tool, shop: Workshop): BuildJob {
  for (const folder of [shop.build, shop.logs]) mkdirSync(folder, { recursive: true });
  for (const left of readdirSync(shop.build).filter((name) => name.startsWith(`${tool.name}.`))) {
    rmSync(join(shop.build, left), { recursive: true, force: true });
  }
  const work = mkdtempSync(join(shop.build, `${tool.name}.`));
  const job = { work, into: join(work, "bin"), log: join(shop.logs, `get-${tool.name}.log`) };
  mkdirSync(job.into);
  writeFileSync(job.log, "");
  return job;
}

/** Refuses a result that is not whole or does not run on this machine. */
async function inspect(tool: Tool, job: BuildJob, version: string): Promise<void> {
  for (const binary of tool.binaries) {
    if (!size(join(job.into, binary))) throw new Error(`it brought no ${binary}; see ${job.log}`);
  }
  if (!tool.tells) return;
  const answer = await told(tool, join(job.into, tool.binaries[0]));
  if ("refusal" in answer) throw new Error(answer.refusal);
  if (compare(answer.version, version) !== 0) {
    throw new Error(`it is version ${answer.version}, not ${version}`);
  }
}

function describeFailure(tool: Tool, tried: readonly string[]): string {
  const how = tool.installed?.where === "plugins" ? "with `pulumi plugin install`" : "yourself";
  const install = tool.installed
    ? `Install ${tool.binaries.join(" and ")} ${describeRange(tool.installed.fits)} ${how}, or make`
    : "Make";
  return [
    `${tool.name}: cannot be had. Tried, in this order:`,
    ...tried.map((line) => `  - ${line}`),
    `${install} one of these ways work, then run this again.`,
  ].join("\n");
}
