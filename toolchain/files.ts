/** Writes that a crash cannot leave half done, and reads that tolerate what an earlier crash left. */

import { readFileSync, renameSync, writeFileSync } from "node:fs";

/** Replaces a file in one step; only its owner can read it. */
export function writePrivate(file: string, content: string | Buffer): void {
  const fresh = `${file}.${process.pid}.new`;
  writeFileSync(fresh, content, { mode: 0o600 });
  renameSync(fresh, file);
}

/** The content, or undefined when there is no such file. */
export function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
