/** The clusters that the toolchain starts by itself, and what each stack finds there. */

import { join } from "node:path";
import { down as stopSimulated, up as startSimulated } from "../cluster";
import { readIfThere } from "../files";
import { ensureImages } from "../images";
import { RECIPES } from "../images/recipes";
import { importImages, down as stopNode, up as startNode } from "../node";
import type { Whereabouts } from "./home";
import type { Access } from "./live";
import type { StackPlace } from "./pulumi";

export interface OwnCluster {
  up(): Promise<Access>;
  down(): Promise<void>;
}

/** Undefined: the stack lives on a cluster that somebody else starts. */
export function ownClusterOf({ place, local, real }: Whereabouts): OwnCluster | undefined {
  if (real !== undefined) {
    return {
      async up() {
        const { kubeconfig, context } = await startNode(real);
        const archives = await ensureImages(imagesOf(place), undefined, real.progress);
        await importImages(archives, real);
        return { kubeconfig, context };
      },
      down: () => stopNode(real),
    };
  }
  if (place.stack !== "local") return undefined;
  return { up: () => startSimulated(local), down: () => stopSimulated(local) };
}

/** The images of the stack that can be made here; a node without a registry gets no others. */
function imagesOf({ root, stack }: StackPlace): string[] {
  const golden = readIfThere(join(root, "stacks", "golden", `${stack}.yaml`)) ?? "";
  const names = [...golden.matchAll(/^\s+(?:- )?image: (\S+)$/gm)].map(([, name]) => name);
  return RECIPES.map(({ name }) => name).filter((name) => names.includes(name));
}
