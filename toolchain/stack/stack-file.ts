/** What the toolchain needs to know of a `Pulumi.<stack>.yaml`. */

import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { type Whereabouts, homeOf } from "./home";
import { type Access, currentContext, kubectlOf } from "./live";
import type { StackPlace } from "./pulumi";

const Server = z.looseObject({
  tls: z.exactOptional(z.looseObject({ kind: z.string(), name: z.exactOptional(z.string()) })),
});

const StackFile = z.object({
  config: z.object({
    "kube-tracing:platform": z.object({
      namespace: z.object({ name: z.string(), kind: z.exactOptional(z.string()) }),
      cluster: z.exactOptional(z.object({ kubeconfig: z.string(), context: z.string() })),
      skywalking: z.exactOptional(
        z.object({ storage: z.looseObject({ server: z.exactOptional(Server) }) }),
      ),
    }),
  }),
});

export interface StackFacts {
  namespace: string;
  /** Whether the stack makes the namespace itself. */
  makesNamespace: boolean;
  /** The cluster that the file names. */
  cluster?: Access;
  /** Secret that Elasticsearch takes its certificate from. */
  certificateSecret?: string;
}

export function factsOf({ root, stack }: StackPlace): StackFacts {
  const content: unknown = parse(readFileSync(join(root, `Pulumi.${stack}.yaml`), "utf8"));
  const { namespace, cluster, skywalking } =
    StackFile.parse(content).config["kube-tracing:platform"];
  const tls = skywalking?.storage.server?.tls;
  return {
    namespace: namespace.name,
    makesNamespace: namespace.kind !== "existing",
    ...(cluster === undefined
      ? {}
      : { cluster: { ...cluster, kubeconfig: resolve(root, atHome(cluster.kubeconfig)) } }),
    ...(tls?.kind === "secret" && tls.name !== undefined ? { certificateSecret: tls.name } : {}),
  };
}

/** The cluster that the user names, else where the stack lives, else what its file says. */
export async function accessOf({ place, named }: Whereabouts): Promise<Access | undefined> {
  if (named === undefined) return homeOf(place) ?? factsOf(place).cluster;
  const kubeconfig = resolve(atHome(named.kubeconfig));
  return {
    kubeconfig,
    context: named.context ?? (await currentContext(kubectlOf(place), kubeconfig)),
  };
}

const atHome = (path: string) => path.replace(/^~(?=\/)/, homedir());
