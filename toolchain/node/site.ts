/** The real node as its starter sees it: what its parts run, and whether they do their work. */

import { existsSync, rmSync, statSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { Health } from "../cluster/health";
import { type Place, Processes } from "../cluster/processes";
import type { Site } from "../cluster/starter";
import { type KubernetesClient, hasCondition } from "../kubernetes";
import type { Progress } from "../progress";
import { makeCgroups, removeCgroups } from "./cgroups";
import { Containerd } from "./containerd";
import {
  NODE_PORTS,
  type NodeLayout,
  PARTS,
  PROXY_HEALTH_PORT,
  type Part,
  insideOf,
  partProgram,
} from "./parts";
import { forgottenPods } from "./pods";

export class NodeSite implements Site<Part> {
  readonly components = PARTS;
  readonly processes: Processes;
  readonly health: Health;

  constructor(
    private readonly layout: NodeLayout,
    readonly progress: Progress,
  ) {
    this.processes = new Processes(layout.state);
    this.health = new Health(layout, NODE_PORTS);
  }

  programOf(part: Part) {
    return partProgram(this.layout, part, this.inside());
  }

  async prepare(part: Part): Promise<void> {
    if (part === "first-process") {
      rmSync(this.furnished(), { force: true });
      // As after a reboot: kubelet takes seconds to understand each group whose processes are gone.
      await removeCgroups(this.layout.cgroup);
    }
    if (part === "kubelet") makeCgroups(this.layout.cgroup);
  }

  async problem(part: Part): Promise<string | undefined> {
    if (part === "first-process") return this.networkProblem();
    if (part === "containerd") return new Containerd(this.inside()).problem();
    if (part === "kube-proxy") return this.proxyProblem();
    if (part === "volumes") return undefined;
    return this.health.problem(part, (admin) => this.kubeletProblem(admin));
  }

  private async kubeletProblem(admin: KubernetesClient): Promise<string | undefined> {
    const node = `/api/v1/nodes/${this.layout.node.name}`;
    await admin.text(`${node}/proxy/healthz`);
    if (!hasCondition(await admin.get(node), "Ready")) return "the node is not Ready";
    return forgottenPods(await admin.get("/api/v1/pods"), this.bootTime());
  }

  private networkProblem(): string | undefined {
    if (!existsSync(this.furnished())) return "its namespaces are not furnished";
    const { link, machine } = this.layout.network;
    return networkInterfaces()[link]?.some(({ address }) => address === machine) === true
      ? undefined
      : `the network interface ${link} with address ${machine} is gone`;
  }

  private async proxyProblem(): Promise<string | undefined> {
    try {
      const url = `http://${this.layout.node.address}:${PROXY_HEALTH_PORT}/healthz`;
      const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
      return answer.ok ? undefined : `${url} answered HTTP ${answer.status}`;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** When the namespaces were made; nothing in them is older. */
  private bootTime(): number {
    return statSync(this.furnished(), { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  }

  private inside(): Place {
    return insideOf(this.processes.find("first-process")?.pid ?? 0);
  }

  private furnished(): string {
    return join(this.layout.state, "run", "furnished");
  }
}
