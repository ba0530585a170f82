/** Whether the parts of the local cluster do their work, asked of themselves. */

import { readFileSync } from "node:fs";
import { type Component, type Layout, type PortName, addressOf, pkiFolder } from "./control-plane";
import { certificateFile, keyFile } from "./identities";
import { type Access, KubernetesClient } from "../kubernetes";
import { nodesProblem } from "./nodes";

const ANSWER_LIMIT_MS = 5_000;

/** What proves that a listener works, and which certificates it takes to ask. */
const QUESTIONS = {
  etcd: { path: "/health", authority: "etcd-ca", identity: "etcd-client" },
  "kube-apiserver": { path: "/readyz", authority: "ca", identity: "admin" },
  "kube-controller-manager": { path: "/healthz", authority: "ca", identity: "admin" },
  "kube-scheduler": { path: "/healthz", authority: "ca", identity: "admin" },
} as const;
type Listener = keyof typeof QUESTIONS;

/** Where the admin of the cluster gets in. */
export function adminAccess(layout: Layout, ports: ReadonlyMap<PortName, number>): Access {
  return accessTo("kube-apiserver", layout, ports);
}

function accessTo(name: Listener, layout: Layout, ports: ReadonlyMap<PortName, number>): Access {
  const pki = pkiFolder(layout);
  const { authority, identity } = QUESTIONS[name];
  return {
    server: addressOf(ports, name),
    ca: readFileSync(certificateFile(pki, authority), "utf8"),
    cert: readFileSync(certificateFile(pki, identity), "utf8"),
    key: readFileSync(keyFile(pki, identity), "utf8"),
  };
}

export class Health {
  /** Everything is allowed to it. */
  readonly admin: KubernetesClient;
  private readonly clients: Record<Listener, KubernetesClient>;

  constructor(layout: Layout, ports: ReadonlyMap<PortName, number>) {
    const client = (name: Listener) =>
      new KubernetesClient(accessTo(name, layout, ports), ANSWER_LIMIT_MS);
    this.admin = client("kube-apiserver");
    this.clients = {
      etcd: client("etcd"),
      "kube-apiserver": this.admin,
      "kube-controller-manager": client("kube-controller-manager"),
      "kube-scheduler": client("kube-scheduler"),
    };
  }

  /** What is wrong with a component, or undefined. kwok listens nowhere: its nodes speak for it. */
  async problem(component: Component): Promise<string | undefined> {
    try {
      if (component === "kwok") return await nodesProblem(this.admin);
      await this.clients[component].text(QUESTIONS[component].path);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** What is missing before pods are accepted, or undefined. */
  async podsProblem(): Promise<string | undefined> {
    try {
      await this.admin.get("/api/v1/namespaces/default/serviceaccounts/default");
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  close(): void {
    for (const client of Object.values(this.clients)) client.close();
  }
}
