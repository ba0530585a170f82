/** Fetches official releases; what does not have the published SHA-256 is refused. */

import { createHash } from "node:crypto";
import { chmodSync, createWriteStream, renameSync } from "node:fs";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { run } from "../command";
import type { BuildJob, Download, DownloadedFile } from "./tool";

/** How long a server may take: to answer at all, and between two parts of its answer. */
export const PATIENCE = { answerMs: 5_000, stallMs: 30_000 } as const;

/** Downloads of one run: a host that does not answer once is not asked again. */
export class Downloader {
  private readonly unreachable = new Map<string, string>();

  constructor(private readonly patience: { answerMs: number; stallMs: number } = PATIENCE) {}

  /** Puts every binary of a release into `job.into`, under its plain name. */
  async fetch(download: Download, job: BuildJob): Promise<void> {
    for (const file of download.files) await this.fetchFile(file, job);
  }

  /** Why it is no use to try: a host of it did not answer before. */
  refusal(download: Download): string | undefined {
    const hosts = download.files.flatMap(({ url, checksums }) => [checksums, url]);
    const host = hosts.map((url) => new URL(url).host).find((name) => this.unreachable.has(name));
    return host && `${host} is unreachable (${this.unreachable.get(host) ?? ""})`;
  }

  private async fetchFile(file: DownloadedFile, job: BuildJob): Promise<void> {
    const name = basename(new URL(file.url).pathname);
    const expected = publishedSha256(await this.text(file.checksums), name);
    if (!expected) throw new Error(`${file.checksums} names no SHA-256 of ${name}`);
    const local = join(job.work, name);
    const actual = await this.save(file.url, local);
    if (actual !== expected) {
      throw new Error(
        `refused ${file.url}: its SHA-256 is ${actual}, published is ${expected} (${file.checksums})`,
      );
    }
    if ("is" in file) place(local, join(job.into, file.is));
    else await unpack(local, file.holds, job);
  }

  private async text(url: string): Promise<string> {
    const parts: Uint8Array[] = [];
    for await (const part of this.parts(url)) parts.push(part);
    return Buffer.concat(parts).toString("utf8");
  }

  /** Returns the SHA-256 of what was saved. */
  private async save(url: string, file: string): Promise<string> {
    const hash = createHash("sha256");
    const hashed = async function* (parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const part of parts) {
        hash.update(part);
        yield part;
      }
    };
    await pipeline(this.parts(url), hashed, createWriteStream(file));
    return hash.digest("hex");
  }

  private async *parts(url: string): AsyncGenerator<Uint8Array> {
    const { answerMs, stallMs } = this.patience;
    const abort = new AbortController();
    const within = (ms: number, problem: string): NodeJS.Timeout =>
      setTimeout(() => abort.abort(new Error(`${problem} ${ms / 1000} s`)), ms);
    let timer = within(answerMs, "no answer in");
    try {
      const response = await this.ask(url, abort.signal);
      clearTimeout(timer);
      timer = within(stallMs, "nothing for");
      for await (const part of response) {
        timer.refresh();
        yield part;
      }
    } catch (error) {
      if (error instanceof Refused) throw error;
      throw new Error(`${url} was cut off (${reasonOf(error)})`, { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  private async ask(url: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    const { host } = new URL(url);
    const known = this.unreachable.get(host);
    if (known) throw new Refused(`${host} is unreachable (${known})`);
    const response = await fetch(url, { signal }).catch((error: unknown) => {
      this.unreachable.set(host, reasonOf(error));
      throw new Refused(`${host} is unreachable (${reasonOf(error)})`);
    });
    if (response.ok && response.body) return response.body;
    throw new Refused(`${url} answered HTTP ${response.status}`);
  }
}

/** The server gave no file at all. */
class Refused extends Error {}

/** The SHA-256 of a file in what a project publishes about its release: see `DownloadedFile.checksums`. */
export function publishedSha256(published: string, file: string): string | undefined {
  const text = published.trim();
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  if (text.startsWith("{")) return digestOnGitHub(JSON.parse(text), file);
  return text
    .split("\n")
    .map((line) => /^([0-9a-f]{64})\s+\*?(?:\.\/)?(\S+)$/.exec(line.trim()))
    .find((match) => match?.[2] === file)?.[1];
}

/** https://docs.github.com/en/rest/releases/releases, `assets[].digest` is `sha256:<hex>`. */
function digestOnGitHub(release: unknown, file: string): string | undefined {
  const assets = property(release, "assets");
  if (!Array.isArray(assets)) return undefined;
  const asset: unknown = assets.find((candidate: unknown) => property(candidate, "name") === file);
  const digest = property(asset, "digest");
  return typeof digest === "string" ? /^sha256:([0-9a-f]{64})$/.exec(digest)?.[1] : undefined;
}

function property(value: unknown, name: string): unknown {
  return value instanceof Object
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

/** `tar` reads `.tar.gz` everywhere, and `.zip` where macOS releases use it. */
async function unpack(
  archive: string,
  members: Readonly<Record<string, string>>,
  job: BuildJob,
): Promise<void> {
  await run("tar", ["-xf", archive, "-C", job.work, ...Object.values(members)], { log: job.log });
  for (const [binary, member] of Object.entries(members)) {
    place(join(job.work, member), join(job.into, binary));
  }
}

function place(file: string, target: string): void {
  chmodSync(file, 0o755);
  renameSync(file, target);
}

/** undici hides what went wrong behind "fetch failed". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
