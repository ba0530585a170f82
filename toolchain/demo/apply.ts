/** Puts the demo services into a cluster, and waits until they run and reach each other. */

import { join } from "node:path";
import { run } from "../command";
import { FOLDERS } from "../folders";
import type { Access } from "../stack/live";

export const DEMO_SERVICES = ["frontend", "orders", "stock"] as const;

const MANIFESTS = join(FOLDERS.root, "demo", "manifests.yaml");

/** Tries for a while to connect, with what the image of the caller has; a connection alone makes no span. */
const WAYS = [
  [
    "frontend",
    "python3",
    "-c",
    `import socket, time
for _ in range(120):
    try:
        socket.create_connection(("orders.demo.svc", 8080), 5).close()
        break
    except OSError as error:
        seen = error
        time.sleep(0.5)
else:
    raise seen`,
  ],
  [
    "orders",
    "node",
    "-e",
    `const net = require("node:net");
const dial = (left) =>
  net.connect(8080, "stock.demo.svc", () => process.exit(0)).on("error", (error) => {
    if (left === 0) throw error;
    setTimeout(dial, 500, left - 1);
  });
dial(120);`,
  ],
] as const;

/** @param kubectl path of the program */
export async function applyDemo(kubectl: string, access: Access): Promise<void> {
  const login = ["--kubeconfig", access.kubeconfig, "--context", access.context];
  const log = join(FOLDERS.logs, "demo.log");
  const say = (...args: string[]) => run(kubectl, [...login, ...args], { log });
  // Agents that found no OAP wait longer and longer between their tries: new ones begin at once.
  await say("--namespace", "demo", "delete", "pods", "--all");
  await say("apply", "--server-side", "--force-conflicts", "--filename", MANIFESTS);
  for (const name of DEMO_SERVICES)
    await say("--namespace", "demo", "rollout", "status", `deployment/${name}`, "--timeout=300s");
  // Between pods that have just become ready the way opens a moment later.
  for (const [from, ...dial] of WAYS)
    await say("--namespace", "demo", "exec", `deployment/${from}`, "--", ...dial);
}
