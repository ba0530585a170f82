/** The one platform whose life the tests in this folder follow, and what they all ask of it. */

import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { field } from "../../../toolchain/kubernetes";
import { Agent } from "../agent";
import { RealPlace } from "../place";
import { eventually } from "../wait";

export const OAP = "app.kubernetes.io/instance=skywalking-oap";
export const STORE = "app.kubernetes.io/instance=skywalking-elasticsearch";

/** Lets this machine call, too, by ports of the node. */
const exposed = (grpc: number, rest: number) => ({
  exposure: { kind: "nodePort", grpc, rest },
  callers: [
    { kind: "namespaces", labels: { "kube-tracing.io/agents": "true" } },
    { kind: "cidrs", cidrs: ["10.0.0.0/8"] },
  ],
  readers: [{ kind: "cidrs", cidrs: ["10.0.0.0/8"] }],
});

/** Node ports at which agents find OAP itself, or the gateway. */
export const DOORS = { oap: 31800, gateway: 31801 } as const;

/** Values of the platform: one OAP that agents call itself. */
export const DIRECT = Object.fromEntries(
  Object.entries(exposed(DOORS.oap, 31280)).map(([name, value]) => [
    `skywalking.oap.${name}`,
    value,
  ]),
);

/** Values of the platform: the gateway in front of one OAP. */
export const BEHIND_GATEWAY = {
  "skywalking.gateway": { version: "1.22.1", ...exposed(DOORS.gateway, 31281) },
} as const;

/** Values of the platform: the gateway in front of three OAP. */
export const THREE_BEHIND_GATEWAY = {
  ...BEHIND_GATEWAY,
  "skywalking.oap.topology.scale": { kind: "fixed", replicas: 3 },
} as const;

export const real = new RealPlace();

export const kubectl = (...args: string[]) => real.kubectl("--namespace", "tracing", ...args);

export const nameOf = (object: unknown) => String(field(object, "metadata", "name"));

/** Waits until all pods of a workload are those of its last change. */
export const rolled = (workload = "deployment/skywalking-oap") =>
  kubectl("rollout", "status", workload, "--timeout=600s");

/** Lets every pod of OAP be replaced by a new one, and waits until the old ones are gone. */
export async function roll(): Promise<void> {
  const old = (await real.pods(OAP)).map(nameOf);
  await kubectl("rollout", "restart", "deployment/skywalking-oap");
  await rolled();
  await eventually(async () => {
    const left = (await real.pods(OAP)).map(nameOf).filter((name) => old.includes(name));
    expect(left).toEqual([]);
  });
}

/** Lets an agent of this machine call one of the doors. */
export async function asAgent<T>(door: number, work: (agent: Agent) => Promise<T>): Promise<T> {
  const agent = new Agent(real.address(door));
  return work(agent).finally(() => agent.close());
}

/** Requests, and what of them is stored once nothing more comes. */
export async function measured(count: number, everyMs: number, meanwhile: () => Promise<unknown>) {
  return stored(async () => {
    const [{ answered }] = await Promise.all([real.load(count, everyMs), meanwhile()]);
    return answered;
  });
}

/** Five requests a second for as long as something else goes on, and what of them is stored. */
export async function measuredDuring(work: () => Promise<unknown>) {
  return stored(async () => {
    const over = new AbortController();
    const worked = work().finally(() => over.abort());
    let answered = 0;
    do answered += (await real.load(25, 200)).answered;
    while (!over.signal.aborted);
    await worked;
    return answered;
  });
}

async function stored(load: () => Promise<number>) {
  const before = await real.stored();
  const requests = await load();
  const after = await settled();
  return {
    requests,
    segments: after.segments - before.segments,
    zipkinSpans: after.zipkinSpans - before.zipkinSpans,
  };
}

/** What is stored, once it has not grown for 20 seconds. */
export async function settled() {
  let last = await eventually(() => real.stored());
  for (let quiet = 0; quiet < 10; await sleep(2000)) {
    const now = await eventually(() => real.stored());
    quiet = now.segments === last.segments && now.zipkinSpans === last.zipkinSpans ? quiet + 1 : 0;
    last = now;
  }
  return last;
}
