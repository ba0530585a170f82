/** Asks the pods of OAP how many of them they see, and whether they reach their storage. */

import { setTimeout as sleep } from "node:timers/promises";
import { capture, messageOf } from "../command";
import { field, hasCondition } from "../kubernetes";
import type { LiveCluster } from "../stack/live";
import { ask } from "./ask";
import { Forward } from "./forward";
import type { Answer, SeenOapPod } from "./observations";

const [TELEMETRY, REST] = [1234, 12800];

/** A pod that has just started needs half a minute to see its peers and its storage. */
const [SETTLE_MS, AGAIN_MS] = [45_000, 3_000];

export class OapWatch {
  constructor(
    private readonly cluster: LiveCluster,
    private readonly namespace: string,
  ) {}

  /** Whether an account may watch pods; nothing when we may not ask for others. */
  async rightsOf(account: string): Promise<{ mayWatchPods?: boolean }> {
    const who = `system:serviceaccount:${this.namespace}:${account}`;
    const { kubeconfig, context } = this.cluster.access;
    const command = ["--kubeconfig", kubeconfig, "--context", context, "auth", "can-i"];
    try {
      const where = ["--namespace", this.namespace, "--as", who];
      await capture(this.cluster.kubectl, [...command, "watch", "pods", ...where]);
      return { mayWatchPods: true };
    } catch (error) {
      return /(^|\s)no$/.test(messageOf(error)) ? { mayWatchPods: false } : {};
    }
  }

  pods(pods: readonly unknown[], replicas: number): Promise<SeenOapPod[]> {
    return Promise.all(pods.map((pod) => this.settled(pod, replicas)));
  }

  /** The last of some looks: the first that is as it should be, or the one when time is over. */
  private async settled(pod: unknown, replicas: number): Promise<SeenOapPod> {
    const name = String(field(pod, "metadata", "name"));
    const isReady = hasCondition(pod, "Ready");
    for (const end = Date.now() + SETTLE_MS; ; await sleep(AGAIN_MS)) {
      const { clusterSize, health } = await this.look(name);
      const isFine = is(clusterSize, replicas) && is(health, 200);
      if (isFine || !isReady || Date.now() > end) return { name, isReady, clusterSize, health };
    }
  }

  private async look(name: string): Promise<Pick<SeenOapPod, "clusterSize" | "health">> {
    const target = { namespace: this.namespace, name: `pod/${name}`, ports: [TELEMETRY, REST] };
    let forward: Forward;
    try {
      forward = await Forward.to(this.cluster.kubectl, this.cluster.access, target);
    } catch (error) {
      const problem = messageOf(error);
      return { clusterSize: { problem }, health: { problem } };
    }
    try {
      const [clusterSize, health] = await Promise.all([
        answered(async () => sizeIn(await this.metrics(forward.portOf(TELEMETRY)))),
        answered(
          async () => (await ask({ port: forward.portOf(REST), path: "/healthcheck" })).status,
        ),
      ]);
      return { clusterSize, health };
    } finally {
      forward.close();
    }
  }

  private async metrics(port: number): Promise<string> {
    return (await ask({ port, path: "/metrics" })).text;
  }
}

/** `cluster_size` of the metrics of OAP, which it has once it asked its coordinator. */
export function sizeIn(metrics: string): number {
  const [, size] = /^cluster_size(?:\{[^}]*\})? ([0-9.]+)$/m.exec(metrics) ?? [];
  if (size === undefined) throw new Error("it does not tell cluster_size on port 1234");
  return Number(size);
}

async function answered<T>(question: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await question() };
  } catch (error) {
    return { problem: messageOf(error) };
  }
}

const is = (answer: Answer<number>, wanted: number) => "value" in answer && answer.value === wanted;
