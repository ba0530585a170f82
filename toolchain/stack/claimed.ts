/** What a `Pulumi.<stack>.yaml` asks for that a cluster or a provider may not be able to give. */

import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { readIfThere } from "../files";
import type { StackPlace } from "./pulumi";

const kinds = z.looseObject({ kind: z.exactOptional(z.string()) });
const defining = z.looseObject({ definitions: z.exactOptional(z.string()) });
const StackFile = z.looseObject({
  config: z.looseObject({
    "kube-tracing:platform": z.looseObject({
      skywalking: z.exactOptional(
        z.looseObject({
          metricsAdapter: z.exactOptional(kinds),
          operator: z.exactOptional(defining),
        }),
      ),
      certManager: z.exactOptional(defining.extend({ mode: z.string() })),
    }),
  }),
});

type Claimed = z.infer<typeof StackFile>["config"]["kube-tracing:platform"];

/** What does not fit is nothing here: the program itself tells what is wrong. */
export function claimedBy({ root, stack }: StackPlace): Partial<Claimed> {
  const content: unknown = parse(readIfThere(join(root, `Pulumi.${stack}.yaml`)) ?? "");
  return StackFile.safeParse(content).data?.config["kube-tracing:platform"] ?? {};
}

/**
 * What the stack asks for and the provider cannot do that is built where the official one cannot be had.
 *
 * @returns a line for each
 */
export function beyondProvider(place: StackPlace): string[] {
  const [source] = (readIfThere(join(place.bin, ".pulumi-resource-kubernetes")) ?? "").split("\n");
  const mode = claimedBy(place).certManager?.mode ?? "";
  if (source !== "build" || !["chart", "package"].includes(mode)) return [];
  return [
    `certManager.mode ${mode} needs a Kubernetes provider 4.x: the one here is built from its module of 2020, ` +
      "because its release cannot be had. Give certManager.mode manifests or existing.",
  ];
}
