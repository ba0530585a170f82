/** What a service account may do, asked of the API server with its own token. */

import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { json } from "node:stream/consumers";
import { promisify } from "node:util";
import { FOLDERS } from "../../toolchain/folders";
import { type KubernetesClient, field } from "../../toolchain/kubernetes";

const run = promisify(execFile);

/** Where the cluster is, and who made it. */
export interface Cluster {
  client: KubernetesClient;
  /** Path of the admin's kubeconfig. */
  kubeconfig: string;
}

export class Account {
  private constructor(
    private readonly server: { url: string; ca: string },
    private readonly token: string,
    private readonly kubeconfig: string,
  ) {}

  /** Gets a token, as a pod of the account has one. */
  static async of(
    name: string,
    namespace: string,
    { client, kubeconfig }: Cluster,
  ): Promise<Account> {
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`;
    const asked = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest" };
    const made = await client.create(path, { ...asked, metadata: { name }, spec: {} });
    const token = String(field(made, "status", "token"));
    const admin: unknown = JSON.parse(readFileSync(kubeconfig, "utf8"));
    const cluster = field(admin, "clusters", 0, "cluster");
    const own = {
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "it", cluster }],
      users: [{ name, user: { token } }],
      contexts: [{ name: "it", context: { cluster: "it", user: name } }],
      "current-context": "it",
    };
    const file = `${kubeconfig}.${namespace}.${name}`;
    writeFileSync(file, JSON.stringify(own), { mode: 0o600 });
    const ca = Buffer.from(
      String(field(cluster, "certificate-authority-data")),
      "base64",
    ).toString();
    return new Account({ url: String(field(cluster, "server")), ca }, token, file);
  }

  /** What it may do in a namespace, as `kubectl auth can-i --list` says it. */
  async rightsIn(namespace: string): Promise<string[]> {
    const { stdout } = await this.kubectl("auth", "can-i", "--list", "--namespace", namespace);
    return stdout.split("\n").map((line) => line.trim().replace(/\s+/g, " "));
  }

  /** Such as `list pods --namespace observed`. */
  async can(what: string): Promise<"yes" | "no"> {
    const asked = await this.kubectl("auth", "can-i", "--quiet", ...what.split(" ")).then(
      () => true,
      () => false,
    );
    return asked ? "yes" : "no";
  }

  /** Answer to a call. */
  async get(path: string, query: Record<string, string>): Promise<unknown> {
    return json(await this.ask(path, query));
  }

  /** Events of a watch, until there are enough of them or its time is over. */
  async watch(
    path: string,
    query: Record<string, string>,
    isEnough: (events: readonly unknown[]) => boolean,
  ): Promise<unknown[]> {
    const answer = await this.ask(path, { ...query, watch: "true" });
    const events: unknown[] = [];
    for await (const line of createInterface({ input: answer })) {
      events.push(JSON.parse(line));
      if (isEnough(events)) break;
    }
    answer.destroy();
    return events;
  }

  private ask(path: string, query: Record<string, string>): Promise<IncomingMessage> {
    const url = new URL(`${path}?${new URLSearchParams(query).toString()}`, this.server.url);
    const headers = { authorization: `Bearer ${this.token}`, accept: "application/json" };
    return new Promise((settle, reject) => {
      request(url, { ca: this.server.ca, headers }, settle).on("error", reject).end();
    });
  }

  private kubectl(...args: string[]) {
    return run(join(FOLDERS.bin, "kubectl"), ["--kubeconfig", this.kubeconfig, ...args]);
  }
}
