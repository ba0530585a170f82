/** kubectl-validate: every field against the API's own schema, for one Kubernetes version; no unknown field passes. */

import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { FOLDERS } from "../../toolchain/folders";
import { ensureTools } from "../../toolchain/tools";
import { ask, noAnswer } from "./ask";
import { type Finding, type Invitation, type Manifest, absentOn, nameOf } from "./finding";
import { customResourceDefinitions, kubernetesSchemas } from "./published";
import { KUBECTL_VALIDATE } from "./tools";

const ANSWER = z.record(
  z.string(),
  z.array(
    z.object({
      status: z.enum(["Success", "Failure"]),
      message: z.string().optional(),
      details: z
        .object({
          causes: z
            .array(z.object({ message: z.string(), field: z.string().optional() }))
            .optional(),
        })
        .optional(),
    }),
  ),
);

/** @param version such as `1.34` */
export function kubectlValidate(version: string): Invitation {
  const name = `${KUBECTL_VALIDATE.name} ${version}`;
  return {
    name,
    async invite() {
      await absentOn(ensureTools([KUBECTL_VALIDATE]));
      const schemas = await layOut(version);
      return {
        name,
        async judge({ objects }) {
          const folder = mkdtempSync(join(dirname(schemas.crds), "objects-"));
          try {
            objects.forEach((object, index) =>
              writeFileSync(join(folder, `${index}.json`), JSON.stringify(object)),
            );
            const args = [folder, "-o", "json", "--local-crds", schemas.crds, ...schemas.flags];
            // Without a kubeconfig it cannot ask a cluster that happens to be at hand.
            const env = { KUBECONFIG: join(folder, "none") };
            const answer = await ask(join(FOLDERS.bin, KUBECTL_VALIDATE.name), args, { env });
            if (!answer.stdout.startsWith("{")) throw noAnswer(name, answer);
            return kubectlValidateFindings(answer.stdout, objects);
          } finally {
            rmSync(folder, { recursive: true, force: true });
          }
        },
      };
    },
  };
}

/** Writes the schemas in the layout that kubectl-validate reads: `<api>.json`, and a folder of definitions. */
async function layOut(version: string): Promise<{ crds: string; flags: string[] }> {
  const folder = join(FOLDERS.toolchain, "referees", version);
  rmSync(folder, { recursive: true, force: true });
  const crds = join(folder, "crds");
  mkdirSync(crds, { recursive: true });
  for (const file of await customResourceDefinitions()) {
    copyFileSync(file, join(crds, basename(file)));
  }
  const published = await kubernetesSchemas(version);
  if (!published) return { crds, flags: ["--version", version] };
  const schemas = join(folder, "schemas");
  for (const { api, content } of published) {
    const file = join(schemas, `${api}.json`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return { crds, flags: ["--version", "", "--local-schemas", schemas] };
}

/** What `kubectl-validate -o json` found in files called `<index of the object>.json`. */
export function kubectlValidateFindings(json: string, objects: readonly Manifest[]): Finding[] {
  return Object.entries(ANSWER.parse(JSON.parse(json))).flatMap(([file, [result]]) => {
    const object = objects[Number(basename(file, ".json"))];
    if (!object || !result || result.status === "Success") return [];
    const causes = result.details?.causes ?? [{ message: result.message ?? "no reason given" }];
    return causes.map(({ field, message }) => ({
      check: "schema",
      object: nameOf(object),
      message: field === undefined ? message : `${field}: ${message}`,
    }));
  });
}
