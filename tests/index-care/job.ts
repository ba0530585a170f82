/** Runs the containers of a rendered Job or CronJob, one after the other, with what they are told. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { CA_FOLDER } from "../../components/jaeger-index-care/tasks";
import { capture } from "../../toolchain/command";
import { programOf } from "./tools";

const POD = z.object({
  containers: z.array(
    z.object({
      image: z.string(),
      args: z.array(z.string()),
      env: z.array(
        z.object({
          name: z.string(),
          value: z.string().optional(),
          valueFrom: z
            .object({ secretKeyRef: z.object({ name: z.string(), key: z.string() }) })
            .optional(),
        }),
      ),
    }),
  ),
  volumes: z.array(
    z.object({
      secret: z.object({
        secretName: z.string(),
        items: z.array(z.object({ key: z.string(), path: z.string() })),
      }),
    }),
  ),
});

/** What the Secrets that a pod refers to hold, by `<name>/<key>`. */
export type Held = Readonly<Record<string, string>>;

/** What the containers said. @throws when one of them fails */
export async function runPod(spec: unknown, held: Held): Promise<string> {
  const { containers, volumes } = POD.parse(spec);
  const folder = mkdtempSync(join(tmpdir(), "kube-tracing-job-"));
  try {
    for (const { secret } of volumes)
      for (const { key, path } of secret.items)
        writeFileSync(join(folder, path), held[`${secret.secretName}/${key}`] ?? "");
    const said: string[] = [];
    for (const { image, args, env } of containers) {
      // Nothing of the machine's own: a pod has no more than this.
      const told = env.map(({ name, value, valueFrom }): [string, string | undefined] => {
        const { name: secret, key } = valueFrom?.secretKeyRef ?? { name: "", key: "" };
        return [name, value?.replace(CA_FOLDER, folder) ?? held[`${secret}/${key}`]];
      });
      said.push(await capture(programOf(image), args, { env: Object.fromEntries(told) }));
    }
    return said.join("\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
