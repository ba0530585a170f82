/** Puts the demo services into a cluster, and waits until they run. */

import { join } from "node:path";
import { run } from "../command";
import { FOLDERS } from "../folders";
import type { Access } from "../stack/live";

export const DEMO_SERVICES = ["frontend", "orders", "stock"] as const;

const MANIFESTS = join(FOLDERS.root, "demo", "manifests.yaml");

/** @param kubectl path of the program */
export async function applyDemo(kubectl: string, access: Access): Promise<void> {
  const login = ["--kubeconfig", access.kubeconfig, "--context", access.context];
  const log = join(FOLDERS.logs, "demo.log");
  const say = (...args: string[]) => run(kubectl, [...login, ...args], { log });
  // Agents that found no OAP wait longer and longer between their tries: new ones begin at once.
  await say("--namespace", "demo", "delete", "pods", "--all");
  await say("apply", "--server-side", "--force-conflicts", "--filename", MANIFESTS);
  for (const name of DEMO_SERVICES)
    await say("--namespace", "demo", "rollout", "status", `deployment/${name}`, "--timeout=120s");
}
