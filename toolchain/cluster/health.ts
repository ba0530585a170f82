/** Whether the control plane of a local cluster does its work, asked of itself. */

import { readFileSync } from "node:fs";
import {
  CONTROL_PLANE,
  type Layout,
  type PortName,
  addressOf,
  hostOf,
  pkiFolder,
} from "./control-plane";
import { certificateFile, keyFile } from "./identities";
import { type Access, KubernetesClient } from "../kubernetes";

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
    server: addressOf(ports, name, hostOf(layout)),
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

  /**
   * What is wrong with a component, or undefined.
   * @param speaker answers for a component that is no part of the control plane
   */
  problem(
    component: string,
    speaker: (admin: KubernetesClient) => Promise<string | undefined>,
  ): Promise<string | undefined> {
    const listener = CONTROL_PLANE.find((name) => name === component);
    return problemOf(async () => {
      if (listener === undefined) return speaker(this.admin);
      await this.clients[listener].text(QUESTIONS[listener].path);
      return undefined;
    });
  }

  /** What is missing before pods are accepted, or undefined. */
  podsProblem(): Promise<string | undefined> {
    return problemOf(async () => {
      await this.admin.get("/api/v1/namespaces/default/serviceaccounts/default");
      return undefined;
    });
  }

  close(): void {
    for (const client of Object.values(this.clients)) client.close();
  }
}

/** What an answer tells, or why there is none. */
async function problemOf(ask: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await ask();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
