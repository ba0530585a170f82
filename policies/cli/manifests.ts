import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { LineCounter, parseAllDocuments } from "yaml";
import type { KubernetesObject, Manifest } from "../objects";
import { objectOf } from "../stack";
import { Refusal } from "./refusal";
import { isExport, objectsOfExport } from "./stack-export";

/** An object, and where it is written. */
export interface Located extends KubernetesObject {
  readonly file: string;
  readonly line: number;
}

const MANIFESTS = /\.(ya?ml|json)$/;

/**
 * Objects of files and folders: YAML or JSON manifests, or what `pulumi stack export` says. `-` is the
 * standard input.
 *
 * @throws Refusal that names every file which cannot be read
 */
export function readManifests(paths: readonly string[]): Located[] {
  const problems: string[] = [];
  const attempt = <T>(path: string, read: () => T[]): T[] => {
    try {
      return read();
    } catch (error) {
      if (error instanceof Refusal) problems.push(...error.problems);
      else problems.push(`${path} cannot be read: ${error instanceof Error ? error.message : ""}`);
      return [];
    }
  };
  const files = paths.flatMap((path) => attempt(path, () => filesIn(path)));
  const objects = files.flatMap((file) =>
    attempt(file, () => {
      const text = readFileSync(file === "-" ? 0 : file, "utf8");
      return objectsIn(text, file === "-" ? "standard input" : file);
    }),
  );
  if (problems.length === 0 && objects.length === 0)
    problems.push(`${paths.join(", ")}: no Kubernetes object is there`);
  if (problems.length > 0) throw new Refusal(problems);
  return objects;
}

/** @throws Refusal that says what is wrong on which line */
export function objectsIn(text: string, file: string): Located[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines });
  const problems: string[] = [];
  const objects = [...documents].flatMap((document) => {
    problems.push(
      ...document.errors.map(({ message }) => `${file}: ${message.split("\n")[0] ?? ""}`),
    );
    if (document.errors.length > 0) return [];
    const content: Manifest = document.toJS();
    if (content === null) return [];
    const line = lines.linePos(document.contents?.range[0] ?? 0).line;
    const found: KubernetesObject[] | undefined = isExport(content)
      ? objectsOfExport(content)
      : manifestsIn(content)?.map((manifest: Manifest) => objectOf(manifest));
    if (found === undefined)
      problems.push(`${file}:${line} is no Kubernetes object: it has no apiVersion and kind`);
    return (found ?? []).map((object) => ({ ...object, file, line }));
  });
  if (problems.length > 0) throw new Refusal(problems);
  return objects;
}

/** The object, or those of a List; undefined where it is none. */
function manifestsIn(content: Manifest): Manifest[] | undefined {
  const { apiVersion, kind, items } = content;
  if (typeof apiVersion !== "string" || typeof kind !== "string") return undefined;
  if (!kind.endsWith("List") || !Array.isArray(items)) return [content];
  const found = items.map(manifestsIn);
  return found.includes(undefined) ? undefined : found.flatMap((some) => some ?? []);
}

function filesIn(path: string): string[] {
  if (path === "-" || !statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((file) => MANIFESTS.test(file))
    .sort()
    .map((file) => join(path, file));
}
