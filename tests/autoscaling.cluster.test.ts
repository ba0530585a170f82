/** The article on load balancing by Satellite, with the real autoscaler and the real API server. */

import { execFile } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../scripts/golden/environments";
import { CONTEXT } from "../toolchain/cluster/cluster-state";
import { type KubernetesClient, field, hasCondition, items } from "../toolchain/kubernetes";
import { pulumiEnvironment } from "../toolchain/stack/pulumi";
import { ensureTools } from "../toolchain/tools";
import { Account } from "./autoscaling/account";
import { Adapter } from "./autoscaling/adapter";
import { RecordedOap } from "./autoscaling/oap";
import { TELEMETRY_CRD } from "./autoscaling/telemetry-crd";
import { authority } from "./gateway/certificates";
import { clusterIn } from "./recovery/place";
import { World } from "./recovery/world";

const world = new World({
  "kube-controller-manager": ["--horizontal-pod-autoscaler-sync-period=1s"],
});
const kubeconfig = join(clusterIn(world.work), "kubeconfig");
const oap = new RecordedOap();
let client: KubernetesClient;
let adapter: Adapter;

beforeAll(async () => {
  await ensureTools();
  await world.start();
  client = world.connect();
  await serveMetrics();
  await haveIstio();
  await deploy();
});

afterAll(async () => {
  client.close();
  await world.end();
  adapter.stop();
  oap.stop();
});

describe("as many Satellite as the connections need: 10 each, 11 at most", () => {
  test("9 are for one", async () => {
    oap.connections = 9;
    await seen("9");
    expect(await scaled()).toEqual({ now: 1, wanted: 1 });
  });

  test("they are asked for by the name that Satellite has in OAP", () => {
    expect(adapter.asked).toEqual({
      metric: "satellite_service_grpc_connect_count",
      service: "satellite::satellite-service",
    });
  });

  test("11 are for two: the tenth that an autoscaler lets pass does not hide them", async () => {
    oap.connections = 11;
    await eventually(async () => expect(await scaled()).toEqual({ now: 2, wanted: 2 }));
    const { metrics } = await autoscaler();
    expect(field(metrics, 0, "external", "target")).toEqual({ type: "Value", value: "9999m" });
  });

  test("with 6 each two stay: one would have 12", async () => {
    oap.connections = 6;
    await seen("6");
    await decisions(3);
    expect(await scaled()).toEqual({ now: 2, wanted: 2 });
  });

  test("none at all leave the least number", async () => {
    oap.connections = 0;
    await eventually(async () => expect(await scaled()).toEqual({ now: 1, wanted: 1 }));
    await decisions(3);
    expect(await scaled()).toEqual({ now: 1, wanted: 1 });
  });

  test("an OAP that is away changes nothing", async () => {
    oap.connections = 11;
    await eventually(async () => expect(await scaled()).toEqual({ now: 2, wanted: 2 }));
    oap.stop();
    await eventually(async () => {
      const { conditions } = await autoscaler();
      expect(conditions["ScalingActive"]).toBe("False FailedGetExternalMetric");
    });
    await decisions(3);
    expect(await scaled()).toEqual({ now: 2, wanted: 2 });
  });
});

describe.each([
  ["in the namespace of OAP", "satellite", "observed"],
  ["in another namespace", "far", "edge"],
])("the finder of a Satellite %s", (_, name, namespace) => {
  let account: Account;
  beforeAll(async () => {
    account = await Account.of(name, namespace, { client, kubeconfig });
  });

  test("may do this more than an account without any right, where OAP is", async () => {
    const nobody = await Account.of("default", namespace, { client, kubeconfig });
    const others = await nobody.rightsIn("observed");
    const own = (await account.rightsIn("observed")).filter((right) => !others.includes(right));
    expect(own).toEqual(["pods [] [] [list watch]"]);
  });

  test.each([
    ["list pods --namespace observed", "yes"],
    ["watch pods --namespace observed", "yes"],
    ["list pods --all-namespaces", "no"],
    ["list pods --namespace edge", "no"],
    ["list pods --namespace kube-system", "no"],
    ["get pods --namespace observed", "no"],
    ["get pods --subresource log --namespace observed", "no"],
    ["create pods --subresource exec --namespace observed", "no"],
    ["delete pods --namespace observed", "no"],
    ["list secrets --namespace observed", "no"],
    ["list configmaps --namespace observed", "no"],
    ["list endpoints --namespace observed", "no"],
    ["list nodes", "no"],
    ["create serviceaccounts --subresource token --namespace observed", "no"],
  ])("%s: %s", async (what, answer) => {
    expect(await account.can(what)).toBe(answer);
  });

  test("finds every OAP that receives by the calls that Satellite makes, and hears of new ones", async () => {
    const { path, label, port } = await finderOf(namespace, name);
    const list = await account.get(path, {
      labelSelector: label,
      limit: "500",
      resourceVersion: "0",
    });
    const found = items(list).map((pod) => addressesOf(pod, port));
    const running = (await podsOf("oap", "observed")).map((pod) => addressesOf(pod, port));
    expect(found.flat().sort()).toEqual(running.flat().sort());
    expect(found.flat()).toHaveLength(2);

    const known = items(list).map((pod) => field(pod, "metadata", "name"));
    const newOnes = (events: readonly unknown[]) =>
      events
        .map((event) => field(event, "object"))
        .filter((pod) => !known.includes(field(pod, "metadata", "name")))
        .flatMap((pod) => addressesOf(pod, port));
    const heard = account.watch(
      path,
      {
        allowWatchBookmarks: "true",
        labelSelector: label,
        resourceVersion: String(field(list, "metadata", "resourceVersion")),
        timeoutSeconds: "60",
      },
      (events) => newOnes(events).length > 0,
    );
    await client.delete(`${path}/${String(known[0])}`);
    expect(newOnes(await heard)).toEqual([expect.stringMatching(/^10\.244\.[0-9.]+:11800$/)]);
  });
});

test("Istio's API keeps every Telemetry object as it was meant", async () => {
  const found = items(await client.get("/apis/telemetry.istio.io/v1/telemetries"));
  const specs = found.map((one) => {
    const [namespace, name] = ["namespace", "name"].map((key) => field(one, "metadata", key));
    return [`${String(namespace)}/${String(name)}`, field(one, "spec")];
  });
  const providers = (provider: string) => [{ name: provider }, { name: "envoy" }];
  const tracing = [{ providers: [{ name: "mesh-tracing" }], randomSamplingPercentage: 1.5 }];
  const http = { accessLogging: [{ providers: providers("mesh-http") }], tracing };
  const tcp = { accessLogging: [{ providers: providers("mesh-tcp") }], tracing };
  const waypoint = { group: "gateway.networking.k8s.io", kind: "Gateway", name: "waypoint" };
  expect(Object.fromEntries(specs)).toEqual({
    "istio-system/mesh": http,
    "bookinfo/mesh": http,
    "bookinfo/mesh-mongodb": { ...tcp, selector: { matchLabels: { app: "mongodb" } } },
    "bookinfo/mesh-waypoint": { ...http, targetRefs: [waypoint] },
  });
});

/** The two APIs that an autoscaler asks, behind a certificate that the API server verifies. */
async function serveMetrics(): Promise<void> {
  const signer = await authority("metrics");
  const host = "metrics.default.svc";
  const pods = async (namespace: string) =>
    (await podsOf("satellite", namespace)).map((pod) => String(field(pod, "metadata", "name")));
  adapter = new Adapter(await signer.issue(host, [host]), { oap: await oap.start(), pods });
  const port = await adapter.start();
  await client.create("/api/v1/namespaces/default/services", {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "metrics" },
    spec: { type: "ExternalName", externalName: "localhost" },
  });
  const apis = "/apis/apiregistration.k8s.io/v1/apiservices";
  for (const group of ["external.metrics.k8s.io", "metrics.k8s.io"]) {
    const name = `v1beta1.${group}`;
    await client.create(apis, {
      apiVersion: "apiregistration.k8s.io/v1",
      kind: "APIService",
      metadata: { name },
      spec: {
        ...{ group, version: "v1beta1", groupPriorityMinimum: 100, versionPriority: 100 },
        caBundle: Buffer.from(signer.ca).toString("base64"),
        service: { name: "metrics", namespace: "default", port },
      },
    });
    await eventually(async () => {
      expect(hasCondition(await client.get(`${apis}/${name}`), "Available")).toBe(true);
    });
  }
}

/** What Telemetry objects need: Istio's API, and the namespaces of others. */
async function haveIstio(): Promise<void> {
  const definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  await client.create(definitions, TELEMETRY_CRD);
  for (const name of ["istio-system", "bookinfo"])
    await client.create("/api/v1/namespaces", {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name },
    });
  await eventually(async () => {
    const definition = await client.get(`${definitions}/${TELEMETRY_CRD.metadata.name}`);
    expect(hasCondition(definition, "Established")).toBe(true);
  });
}

/** `pulumi up` of the program beside this file. */
async function deploy(): Promise<void> {
  const root = join(ROOT, "tests", "autoscaling", "program");
  const { pulumi } = world.case("autoscaling", { stack: "local", root });
  await pulumi.select();
  const args = ["up", "--yes", "--skip-preview", "--non-interactive", "--stack", "local"];
  await promisify(execFile)(join(pulumi.place.bin, "pulumi"), args, {
    cwd: root,
    env: pulumiEnvironment(pulumi.place, process.env, { kubeconfig, context: CONTEXT }),
    maxBuffer: 2 ** 28,
  });
}

/** What the autoscaler aims at, and what it thinks. */
async function autoscaler() {
  const path = "/apis/autoscaling/v2/namespaces/observed/horizontalpodautoscalers/satellite";
  const { spec, status = {} } = (await client.get(path)) as any;
  const { currentMetrics = [], conditions = [] } = status;
  const external = currentMetrics?.find(({ type }: any) => type === "External");
  return {
    metrics: spec.metrics,
    wanted: status.desiredReplicas,
    value: external?.external.current.value,
    conditions: Object.fromEntries(
      conditions.map(({ type, status, reason }: any) => [type, `${status} ${reason}`]),
    ) as Record<string, string>,
  };
}

/** Pods that are ready, and pods that the autoscaler wants. */
async function scaled(): Promise<{ now: unknown; wanted: unknown }> {
  const deployment = await client.get("/apis/apps/v1/namespaces/observed/deployments/satellite");
  return { now: field(deployment, "status", "readyReplicas"), wanted: (await autoscaler()).wanted };
}

/** Waits until the autoscaler has decided by this number of connections. */
const seen = (value: string) =>
  eventually(async () => expect((await autoscaler()).value).toBe(value));

/** Waits until the autoscaler has asked some times more. */
async function decisions(count: number): Promise<void> {
  const before = adapter.questions;
  await eventually(async () => expect(adapter.questions).toBeGreaterThan(before + count));
}

/** Where a Satellite looks for OAP, as the file says that it reads. */
async function finderOf(namespace: string, name: string) {
  const maps = items(await client.get(`/api/v1/namespaces/${namespace}/configmaps`));
  const map = maps.find((one) => String(field(one, "metadata", "name")).startsWith(`${name}-`));
  const file = JSON.parse(String(field(map, "data", "satellite_config.yaml")));
  const { namespaces, kind, selector, extra_port } = file.sharing.clients[0].kubernetes_config;
  return {
    path: `/api/v1/namespaces/${namespaces[0]}/${kind}s`,
    label: selector.label as string,
    port: extra_port.port as number,
  };
}

/** As Satellite makes addresses of a pod: of each container that declares the port. */
function addressesOf(pod: unknown, port: number): string[] {
  const containers = items({ items: field(pod, "spec", "containers") });
  const ip = field(pod, "status", "podIP");
  if (typeof ip !== "string") return [];
  return containers.flatMap((container) =>
    items({ items: field(container, "ports") })
      .filter((one) => field(one, "containerPort") === port)
      .map(() => `${ip}:${port}`),
  );
}

async function podsOf(instance: string, namespace: string): Promise<unknown[]> {
  const label = encodeURIComponent(`app.kubernetes.io/instance=${instance}`);
  const path = `/api/v1/namespaces/${namespace}/pods`;
  const pods = items(await client.get(`${path}?labelSelector=${label}`));
  return pods.filter((pod) => field(pod, "status", "phase") === "Running");
}

async function eventually(check: () => Promise<unknown>): Promise<void> {
  for (const end = Date.now() + 60_000; ; await sleep(200)) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}
