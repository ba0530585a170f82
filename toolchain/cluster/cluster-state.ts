/** What a cluster remembers between commands: its ports, and the kubeconfigs that name them. */

import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  API_USERS,
  COMPONENTS,
  type Layout,
  PORT_NAMES,
  type PortName,
  addressOf,
  hostOf,
  kubeconfigFile,
  pkiFolder,
} from "./control-plane";
import { readIfThere, writePrivate } from "../files";
import { certificateFile, keyFile } from "./identities";
import { field } from "../kubernetes";
import { type MovedPort, firstPortOf, settlePorts } from "./ports";
import type { Processes } from "./processes";

/** Name of the cluster with simulated nodes, and of the context in its kubeconfig. */
export const CONTEXT = "kube-tracing-local";

const REAL_CONTEXT = "kube-tracing-real";

export const contextOf = ({ node }: Layout) => (node === undefined ? CONTEXT : REAL_CONTEXT);

const stateFile = ({ state }: Layout) => join(state, "cluster.json");

/** The ports of an earlier run; those that cannot be read are left out. */
export function rememberedPorts(layout: Layout): Map<PortName, number> {
  const ports = new Map<PortName, number>();
  const content = parse(readIfThere(stateFile(layout)) ?? "");
  for (const name of PORT_NAMES) {
    const port = field(content, "ports", name);
    if (typeof port === "number" && Number.isInteger(port) && port > 0 && port < 65_536) {
      ports.set(name, port);
    }
  }
  return ports;
}

/** Chooses the ports that are still missing or were taken by somebody else, and remembers all. */
export async function choosePorts(
  layout: Layout,
  processes: Processes,
): Promise<{ ports: Map<PortName, number>; moved: MovedPort[] }> {
  const running = COMPONENTS.filter((component) => processes.find(component));
  const held = new Set<string>(
    running.flatMap((name) => (name === "etcd" ? [name, "etcd-peer"] : name)),
  );
  const remembered = Object.fromEntries(rememberedPorts(layout));
  const start = firstPortOf(layout.state);
  const settled = await settlePorts({ names: PORT_NAMES, remembered, held, start });
  writePrivate(
    stateFile(layout),
    JSON.stringify({ ports: Object.fromEntries(settled.ports) }, undefined, 2) + "\n",
  );
  return settled;
}

/** Writes the kubeconfig of every user of the API; certificates are inside, so each file stands alone. */
export function writeKubeconfigs(
  layout: Layout,
  ports: ReadonlyMap<PortName, number>,
  users: readonly string[] = API_USERS,
): void {
  const server = addressOf(ports, "kube-apiserver", hostOf(layout));
  for (const user of users) {
    const file = kubeconfigFile(layout, user);
    const content = kubeconfig(layout, user, server);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    if (readIfThere(file) !== content) writePrivate(file, content);
  }
}

/** JSON, which is YAML too. */
function kubeconfig(layout: Layout, user: string, server: string): string {
  const [pki, name] = [pkiFolder(layout), contextOf(layout)];
  const data = (file: string) => readFileSync(file).toString("base64");
  const content = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": name,
    contexts: [{ name, context: { cluster: name, user } }],
    clusters: [
      {
        name,
        cluster: { server, "certificate-authority-data": data(certificateFile(pki, "ca")) },
      },
    ],
    users: [
      {
        name: user,
        user: {
          "client-certificate-data": data(certificateFile(pki, user)),
          "client-key-data": data(keyFile(pki, user)),
        },
      },
    ],
  };
  return JSON.stringify(content, undefined, 2) + "\n";
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
