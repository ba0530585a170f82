import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import type { Rendered } from "../../components/kit/testing";
import { ROOT } from "../../scripts/golden/environments";
import { type Manifest, manifestsOf } from "../../scripts/golden/render";
import type { Registration } from "../engine";

/** Manifests by kind and name. */
export type ByTitle = Readonly<Record<string, Manifest>>;

const MANIFEST = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
});

/** What the golden file of an environment says. */
export function goldenOf(environment: string): ByTitle {
  const text = readFileSync(join(ROOT, "stacks", "golden", `${environment}.yaml`), "utf8");
  return byTitle(parseAllDocuments(text).map((document) => MANIFEST.parse(document.toJS())));
}

/** What an engine was asked to put into the cluster, with secrets masked as in the golden files. */
export function manifestsIn(registrations: readonly Registration[]): ByTitle {
  return byTitle(manifestsOf(registrations.map(renderedOf)));
}

function renderedOf({ secrets, ...registration }: Registration): Rendered {
  return { ...registration, secret: secrets.map((path) => path.replace(/[.[].*/, "")) };
}

function byTitle(manifests: readonly Manifest[]): ByTitle {
  const titled = new Map<string, Manifest>();
  for (const manifest of manifests) {
    const title = `${manifest.kind} ${manifest.metadata.name}`;
    if (titled.has(title)) throw new Error(`there are two of ${title}`);
    titled.set(title, manifest);
  }
  return Object.fromEntries(titled);
}
