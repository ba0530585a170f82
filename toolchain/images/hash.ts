import { createHash } from "node:crypto";
import { createReadStream, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

/** Hexadecimal SHA-256 of plain data. */
export function sha256Of(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}

/** SHA-256 of a program's own text, for recipes: when the way to make a layer changes, so does the layer. */
export function sha256OfSource(file: string): string {
  return sha256Of(readFileSync(file, "utf8"));
}

/** Hexadecimal SHA-256 of a file, however large. */
export async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

/** Folders beside sources that programs make and nobody commits. */
export const MADE = /(^|\/)(node_modules|__pycache__)(\/|$)/;

/** SHA-256 of every file of a folder by its path, in order; without `MADE`. */
export function sha256OfFolder(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !MADE.test(file.slice(folder.length)))
    .sort();
  return Object.fromEntries(
    files.map((file) => [
      file.slice(folder.length + 1),
      createHash("sha256").update(readFileSync(file)).digest("hex"),
    ]),
  );
}
