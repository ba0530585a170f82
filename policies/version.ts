import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Of the package: beside the sources, or above what is built of them. */
export function version(): string {
  const file = [__dirname, join(__dirname, "..")]
    .map((folder) => join(folder, "package.json"))
    .find((path) => existsSync(path));
  const content: unknown = JSON.parse(readFileSync(file ?? "", "utf8"));
  const isMap = typeof content === "object" && content !== null && "version" in content;
  return isMap ? String(content.version) : "";
}
