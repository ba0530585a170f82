import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

/** The clone. */
export const ROOT = resolve(__dirname, "../..");

/** One `Pulumi.<name>.yaml`. */
export interface Environment {
  name: string;
  /** The value of `kube-tracing:platform`. */
  platform: Record<string, unknown>;
  /** Names of the secret keys that the file holds. */
  secrets: string[];
}

const STACK_FILE = z.object({
  config: z.looseObject({ "kube-tracing:platform": z.record(z.string(), z.unknown()) }),
});

/** Every environment that the repository holds, by name. */
export function environments(): Environment[] {
  return readdirSync(ROOT)
    .flatMap((file) => /^Pulumi\.([a-z0-9-]+)\.yaml$/.exec(file)?.[1] ?? [])
    .sort()
    .map(readEnvironment);
}

function readEnvironment(name: string): Environment {
  const { config } = STACK_FILE.parse(
    parse(readFileSync(join(ROOT, `Pulumi.${name}.yaml`), "utf8")),
  );
  const { "kube-tracing:platform": platform, ...others } = config;
  const secrets = Object.keys(others)
    .filter((key) => key.startsWith("kube-tracing:"))
    .map((key) => key.replace("kube-tracing:", ""));
  return { name, platform, secrets };
}
