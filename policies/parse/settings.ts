import { parseAllDocuments } from "yaml";
import { type Directive, nginxDirectives } from "./nginx";

/** A value that a configuration gives to a key. */
export interface Spoken {
  /** The nearest name: of a key, a flag, a directive; empty where there is none. */
  readonly key: string;
  readonly value: string;
}

/** Every text that a configuration file says, without comments; a file of no known format as a whole. */
export function spokenIn(file: string, text: string): readonly Spoken[] {
  if (/\.(ya?ml|json)$/.test(file)) return yamlSpoken(text) ?? [{ key: "", value: text }];
  const directives = /\.conf(\.template)?$/.test(file) ? nginxDirectives(text) : undefined;
  if (directives !== undefined) return directives.flatMap(directiveSpoken);
  const yaml = /\.[a-z]+$/.test(file) ? undefined : yamlSpoken(text);
  return yaml ?? text.split("\n").flatMap(lineSpoken);
}

/** Flags and words of a command line: `--a=b`, `--a b`, `b`. */
export function spokenOn(words: readonly string[]): readonly Spoken[] {
  return words.map((word, index) => {
    const [, flag, value] = /^-{1,2}([\w.-]+)=([\s\S]*)$/.exec(word) ?? [];
    if (flag !== undefined && value !== undefined) return { key: flag, value };
    const before = /^-{1,2}([\w.-]+)$/.exec(words[index - 1] ?? "");
    return { key: before?.[1] ?? "", value: word };
  });
}

/** Undefined for what is no YAML, or no more than a text. */
function yamlSpoken(text: string): readonly Spoken[] | undefined {
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents)) return [];
  if (documents.some(({ errors }) => errors.length > 0)) return undefined;
  const values = documents.map(plain);
  if (values.every((value) => typeof value === "string")) return undefined;
  return values.flatMap((value) => valueSpoken("", value));
}

function plain(document: { toJS(): unknown }): unknown {
  return document.toJS();
}

function valueSpoken(key: string, value: unknown): readonly Spoken[] {
  if (typeof value === "string") return [{ key, value }];
  if (Array.isArray(value)) return value.flatMap((one) => valueSpoken(key, one));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => valueSpoken(name, one));
}

function directiveSpoken({ name, args, block = [] }: Directive): readonly Spoken[] {
  return [...args.map((value) => ({ key: name, value })), ...block.flatMap(directiveSpoken)];
}

function lineSpoken(line: string): readonly Spoken[] {
  if (/^\s*(#|\/\/|;)/.test(line) || line.trim() === "") return [];
  const [, key, value] = /^\s*([\w.-]+)\s*[=:]\s*(.*)$/.exec(line) ?? [];
  return [key === undefined || value === undefined ? { key: "", value: line } : { key, value }];
}
