/** Reads the rendered objects of the environments. */

import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import type { Golden } from "./finding";

const MANIFEST = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
});

/** Every `<environment>.yaml` of the folder, sorted by name. */
export function readGoldens(folder: string): Golden[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => {
      const file = join(folder, name);
      const documents = parseAllDocuments(readFileSync(file, "utf8"));
      const objects = documents.flatMap((document) => {
        const value: unknown = document.toJS();
        return value === null ? [] : [MANIFEST.parse(value)];
      });
      return { environment: basename(name, ".yaml"), file, objects };
    });
}
