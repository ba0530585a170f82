/** What agents are told, under the real Collector: what Jaeger's clients and OTLP send comes out, and all of it. */

import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeAll, expect, test } from "vitest";
import { Backend } from "../../tests/agents/backend";
import { type KnownContainer, Sidecar } from "../../tests/agents/sidecar";
import { sendDatagram, sendThrift } from "../../tests/agents/thrift";
import { CollectorPod } from "../../tests/collector/running";
import { OTELCOL, VERSION } from "../../tests/collector/tools";
import { ownAddress, Place, startJaeger } from "../../tests/jaeger/process";
import { JAEGER } from "../../tests/jaeger/tools";
import { ensureTools } from "../../toolchain/tools";
import { AgentDaemonSet, type AgentDaemonSetArgs } from "../agent-daemon-set";
import { agentSidecar, type AgentSidecarArgs } from "../agent-sidecar";
import { SAMPLING_PORTS } from "../kit/agent/ports";
import { endpointAt } from "../kit/endpoint";
import { collectorFile } from "../kit/otel/collector-file";
import { healthCheckV2 } from "../kit/otel/health";
import { atPod } from "../kit/otel/settings";
import { telemetry } from "../kit/otel/telemetry";
import { only, render, valueOf } from "../kit/testing";

beforeAll(() => ensureTools([OTELCOL, JAEGER]));

let leftovers: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(leftovers.map((left) => left.stop()));
  leftovers = [];
});

const names = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}-${String(index).padStart(6, "0")}`);

async function backendOf(): Promise<Backend> {
  const backend = await Backend.create();
  leftovers.push(backend);
  await backend.start();
  return backend;
}

const namespace = "tracing";
const nowhere = endpointAt("127.0.0.1", 4317, "grpc");

async function agentFile(args: Partial<AgentDaemonSetArgs> = {}): Promise<string> {
  const given = { namespace, version: VERSION, to: { endpoint: nowhere }, ...args };
  const rendered = await render(() => new AgentDaemonSet("agent", given));
  return only(rendered, "kubernetes:core/v1:ConfigMap").inputs.data["agent.yaml"];
}

async function agentFor(backend: Backend, args: Partial<AgentDaemonSetArgs> = {}) {
  const to = { endpoint: endpointAt(backend.address, 4317, "grpc") };
  const pod = new CollectorPod(await agentFile({ to, ...args }));
  leftovers.push(pod);
  return pod.start();
}

async function sidecarFor(backend: Backend, args: Partial<AgentSidecarArgs> = {}) {
  const to = { endpoint: endpointAt(backend.address, 4317, "grpc") };
  const pod = agentSidecar(
    { containers: [{ name: "program" }] },
    { version: VERSION, kubernetes: "1.30", to, ...args },
  );
  const [container] = pod.initContainers ?? [];
  const sidecar = new Sidecar(await known(container));
  leftovers.push({
    stop: async () => {
      await sidecar.end();
    },
  });
  await sidecar.start();
  return sidecar;
}

/** The container as the API server would get it. */
async function known(container: unknown): Promise<KnownContainer> {
  const { inputs } = only(
    await render(async () => {
      const { core } = await import("@pulumi/kubernetes");
      new core.v1.Pod("program", { spec: { containers: [container as never] } });
    }),
    "kubernetes:core/v1:Pod",
  );
  return inputs.spec.containers[0];
}

const jaeger = ["grpc", "thrift_http", "thrift_compact", "thrift_binary"] as const;
const everything: Partial<AgentDaemonSetArgs> = {
  receives: { jaeger, datagramQueue: 10 },
  signals: ["traces", "metrics", "logs"],
  sampling: { endpoint: endpointAt("127.0.0.1", 5779, "grpcs") },
  tags: { "k8s.cluster.name": "$HOME" },
  batch: { size: 10, seconds: 2 },
  queue: { requests: 100, consumers: 2, retrySeconds: 60, kept: { kind: "pod", size: "1Gi" } },
  kubernetesAttributes: { deployments: "on" },
};

test.each<[string, Partial<AgentDaemonSetArgs>]>([
  ["by default", {}],
  ["with everything", everything],
  ["with Jaeger's protocols alone", { receives: { otlp: [], jaeger } }],
  ["with OTLP alone, over HTTP", { to: { endpoint: endpointAt("127.0.0.1", 4318, "http") } }],
])("the Collector takes what an agent is told: %s", async (_, args) => {
  const pod = new CollectorPod(await agentFile(args));
  leftovers.push(pod);
  await pod.validate();
});

test("spans of OTLP and of all protocols of Jaeger's clients come out once, with the tags of the agent", async () => {
  const backend = await backendOf();
  const agent = await agentFor(backend, { receives: { jaeger }, tags: { cluster: "$HOME" } });
  const { address } = agent;
  const sent = [
    ...names("compact", 400),
    ...names("binary", 400),
    ...names("http", 400),
    ...names("otlp", 400),
  ];
  for (let at = 0; at < 400; at += 20) {
    const part = (prefix: string) => names(prefix, 400).slice(at, at + 20);
    await sendDatagram({ address, port: 6831 }, "shop", part("compact"));
    await sendDatagram({ address, port: 6832 }, "shop", part("binary"));
    await sendThrift(address, "shop", part("http"));
    await agent.send(...part("otlp"));
  }
  expect(await backend.after(sent.length)).toEqual(sent.sort());
  expect(backend.written()).toContain("-> cluster: Str($HOME)");
  expect(backend.written()).toContain("-> service.name: Str(shop)");
});

test("a backend that is away for a while gets everything that the queue has room for", async () => {
  const backend = await backendOf();
  const agent = await agentFor(backend, { batch: { size: 50 }, queue: { requests: 100 } });
  await agent.send(...names("before", 100));
  await backend.after(100);
  await backend.crash();
  const away = names("away", 5000);
  for (let at = 0; at < away.length; at += 250) await agent.send(...away.slice(at, at + 250));
  await sleep(5_000);
  expect(backend.names()).toHaveLength(100);
  await backend.start();
  const all = [...names("before", 100), ...away].sort();
  expect(await backend.after(all.length)).toEqual(all);
});

test("what a killed agent held on a disk is sent by the next one", async () => {
  const backend = await backendOf();
  const agent = await agentFor(backend, {
    batch: { size: 50 },
    queue: { requests: 100, kept: { kind: "pod", size: "1Gi" } },
  });
  await backend.crash();
  const held = names("held", 1000);
  await agent.send(...held);
  // When the last batch is in the queue, it is on the disk.
  const sum = "otelcol_processor_batch_batch_send_size_sum";
  while (!(await agent.metrics(sum)).some((line) => line.endsWith(" 1000"))) await sleep(50);
  await agent.end("SIGKILL");
  await backend.start();
  await agent.start();
  expect(await backend.after(held.length)).toEqual(held);
});

test("a sidecar that ends after its program loses nothing of what the program sent last", async () => {
  const backend = await backendOf();
  const sidecar = await sidecarFor(backend, { receives: { jaeger: ["thrift_compact"] } });
  const { address } = sidecar;
  const last = names("last", 200);
  for (let at = 0; at < last.length; at += 20)
    await sendDatagram({ address, port: 6831 }, "shop", last.slice(at, at + 20));
  await sidecar.taken(last.length);
  expect(await sidecar.end()).toBe(0);
  expect(await backend.after(last.length)).toEqual(last);
});

test("programs learn from the agent what Jaeger says: how often to trace", async () => {
  const place = new Place();
  const address = ownAddress();
  const strategies = { default_strategy: { type: "probabilistic", param: 0.25 } };
  const path = place.write(join(place.folder, "strategies.json"), JSON.stringify(strategies));
  const jaeger = await startJaeger(
    place.write(join(place.folder, "jaeger.yaml"), await samplingJaeger(path)),
    address,
  );
  leftovers.push({ stop: () => jaeger.kill() }, { stop: async () => place.remove() });
  const backend = await backendOf();
  const agent = await agentFor(backend, {
    sampling: { endpoint: endpointAt(address, 5779, "grpc") },
  });
  const asked = await fetch(`http://${agent.address}:5778/sampling?service=shop`);
  expect(await asked.json()).toEqual({
    probabilisticSampling: { samplingRate: 0.25 },
  });
});

/** A Jaeger that does nothing but tell. */
function samplingJaeger(path: string): Promise<string> {
  const file = collectorFile({
    receivers: { nop: {} },
    processors: {},
    exporters: { nop: {} },
    extensions: {
      healthcheckv2: healthCheckV2(),
      jaeger_storage: { backends: { main: { memory: { max_traces: 1 } } } },
      remote_sampling: {
        file: { path, default_sampling_probability: 1 },
        grpc: { endpoint: atPod(SAMPLING_PORTS.grpc.port) },
        http: { endpoint: atPod(SAMPLING_PORTS.http.port) },
      },
    },
    pipelines: { traces: { receivers: ["nop"], processors: [], exporters: ["nop"] } },
    telemetry: telemetry({ service: "jaeger" }),
  });
  return valueOf(file);
}
