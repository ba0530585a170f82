import { parse } from "yaml";
import { isMap } from "./wire";

/** What the Pulumi CLI would hand to the program. */
export interface StackFile {
  readonly config: Readonly<Record<string, unknown>>;
  readonly secretKeys: readonly string[];
}

/** The configuration in a `Pulumi.<stack>.yaml`; each `secure: …` becomes the text behind it. */
export function stackFile(content: string): StackFile {
  const file: unknown = parse(content);
  const config = isMap(file) && isMap(file["config"]) ? file["config"] : {};
  return {
    config: Object.fromEntries(Object.entries(config).map(([key, value]) => [key, open(value)])),
    secretKeys: Object.keys(config).filter((key) => hasSecret(config[key])),
  };
}

function open(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(open);
  if (!isMap(value)) return value;
  if ("secure" in value) return value["secure"];
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, open(inner)]));
}

function hasSecret(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return "secure" in value || Object.values(value).some(hasSecret);
}
