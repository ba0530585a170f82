/** Remembers where a tool came from, so that a second run has nothing to do. */

import { createHash } from "node:crypto";
import { renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readIfThere } from "../files";
import type { Found } from "./installed";
import { SOURCES, type Source, type Tool } from "./tool";

/**
 * A file beside the tool, of three lines: the source, a hash of the recipe with the sizes of the files that
 * came of it, and a hash of the installed copy that was seen. It is written last: without it, there is no tool.
 */
export class ToolRecord {
  private readonly file: string;

  constructor(
    private readonly tool: Tool,
    private readonly bin: string,
  ) {
    this.file = join(bin, `.${tool.name}`);
  }

  /** Where the tool came from, if all of it is there and would be made the same way today. */
  source(found: Found | undefined): Source | undefined {
    const [name, state] = this.lines();
    return SOURCES.find((source) => source === name && state === this.state(source, found));
  }

  /** Whether the installed copy, or that there is none, was known when the record was written. */
  knows(found: Found | undefined): boolean {
    return this.lines()[2] === hashOf(found?.identity);
  }

  write(source: Source, found: Found | undefined): void {
    const lines = [source, this.state(source, found), hashOf(found?.identity)];
    writeFileSync(`${this.file}.new`, lines.join("\n"));
    renameSync(`${this.file}.new`, this.file);
  }

  private lines(): readonly string[] {
    return (readIfThere(this.file) ?? "").split("\n");
  }

  private state(source: Source, found: Found | undefined): string {
    const { binaries, installed, download, build } = this.tool;
    const recipe = {
      path: [installed?.fits, found?.identity],
      download,
      build: [build.version, build.recipe],
    }[source];
    return hashOf([recipe, binaries.map((binary) => [binary, size(join(this.bin, binary))])]);
  }
}

/** In bytes; undefined when there is no such file. */
export function size(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.size;
}

function hashOf(value: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify([value]))
    .digest("hex");
}
