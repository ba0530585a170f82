/** The clusters that the resources of a stack live in. */

import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Resource } from "./deployment";
import { writePrivate } from "../files";
import { type Access, LiveCluster, currentContext, kubectlOf } from "./live";
import { loginIn } from "./provider-login";
import type { Pulumi } from "./pulumi";

export class Clusters {
  private readonly known = new Map<string, Promise<LiveCluster | undefined>>();
  private readonly files: string[] = [];

  /** @param home the one cluster of the stack; absent: each resource lives where its provider logs in to */
  constructor(
    private readonly pulumi: Pulumi,
    private readonly home?: Access,
  ) {}

  /** Undefined when nobody knows. */
  of({ provider = "" }: Resource): Promise<LiveCluster | undefined> {
    const cluster = this.known.get(provider) ?? this.find(provider);
    this.known.set(provider, cluster);
    return cluster;
  }

  /** Removes what was written to log in. */
  close(): void {
    for (const file of this.files.splice(0)) rmSync(file, { force: true });
  }

  private async find(provider: string): Promise<LiveCluster | undefined> {
    const kubectl = kubectlOf(this.pulumi.place);
    if (this.home !== undefined) return new LiveCluster(kubectl, this.home);
    const login = loginIn(await this.pulumi.export("--show-secrets"), provider);
    if (login === undefined) return undefined;
    const { state, stack } = this.pulumi.place;
    const kubeconfig = join(state, `${stack}.${this.files.length}.kubeconfig`);
    this.files.push(kubeconfig);
    writePrivate(kubeconfig, login.kubeconfig);
    const context = login.context ?? (await currentContext(kubectl, kubeconfig));
    return new LiveCluster(kubectl, { kubeconfig, context });
  }
}
