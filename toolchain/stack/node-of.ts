/** Which kind of nodes a stack runs on. */

import { join } from "node:path";
import { parse } from "yaml";
import { readIfThere } from "../files";
import { FOLDERS } from "../folders";
import { field } from "../kubernetes";
import { homeOf } from "./home";
import type { StackPlace } from "./pulumi";

/** Whether the stack lives on the clone's real node, or would by what its file says. */
export function livesOnRealNode(place: StackPlace): boolean {
  const kubeconfig = homeOf(place)?.kubeconfig ?? join(place.root, named(place));
  return kubeconfig === join(FOLDERS.real, "kubeconfig");
}

/** The kubeconfig in the stack's file; whether the rest of it can be used is not asked here. */
function named({ root, stack }: StackPlace): string {
  try {
    const content: unknown = parse(readIfThere(join(root, `Pulumi.${stack}.yaml`)) ?? "");
    const cluster = field(content, "config", "kube-tracing:platform", "cluster");
    const kubeconfig = field(cluster, "kubeconfig");
    return typeof kubeconfig === "string" ? kubeconfig : "";
  } catch {
    return "";
  }
}
