/**
 * The rendered files under a real Collector: it takes each of them, refuses a broken one, and carries
 * what comes in over outages of what is behind it.
 */

import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Metadata, Server, ServerCredentials } from "@grpc/grpc-js";
import { parseAllDocuments } from "yaml";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { authority } from "../../tests/gateway/certificates";
import { freePorts } from "../../tests/gateway/port";
import { CollectorPod, newAddress } from "../../tests/collector/running";
import { OTELCOL, VERSION } from "../../tests/collector/tools";
import { LOOPBACK } from "../../toolchain/cluster/ports";
import { ensureTools } from "../../toolchain/tools";
import { endpointAt } from "../kit/endpoint";
import { collectorFile } from "../kit/otel/collector-file";
import { partNames } from "../kit/otel/names";
import { valueOf } from "../kit/testing";
import type { OtelCollectorArgs } from "./args";
import { collectorConfig } from "./config";
import { FOLDERS } from "./folders";
import { settle } from "./settled";

/** What a test leaves behind. */
let leftovers: { stop(): Promise<void> | void }[] = [];
let running: CollectorPod[] = [];

beforeAll(async () => {
  await ensureTools([OTELCOL]);
}, 3_600_000);
afterEach(async () => {
  for (const left of leftovers) await left.stop();
  leftovers = [];
  running = [];
});

const somewhere = endpointAt("backend.example.com", 4317, "grpc");
const traces = { receivers: ["otlp"], exporters: ["out"] };

/** The file of a Collector that passes traces on, or does something else. */
function file(special: Partial<OtelCollectorArgs> = {}): Promise<string> {
  const settled = settle({
    namespace: "tracing",
    version: VERSION,
    receivers: { otlp: { kind: "otlp" } },
    exporters: { out: { kind: "otlp", to: somewhere } },
    pipelines: { traces },
    ...special,
  });
  return valueOf(collectorFile(collectorConfig("collector", settled)));
}

function pod(
  content: string,
  address?: string,
  mounted?: Readonly<Record<string, string>>,
): CollectorPod {
  const made = new CollectorPod(content, address, mounted);
  leftovers.push(made);
  running.push(made);
  return made;
}

/** Lets the Collector judge a file; what it reads from others before it starts is there. */
async function validate(content: string): Promise<void> {
  const read = [...content.matchAll(/\$\{file:([^}]+)\}/g)].map(([, path = ""]) => [path, "text"]);
  await pod(content, undefined, Object.fromEntries(read)).validate();
}

const onVolumes = { kind: "statefulset", volume: { size: "1Gi" } } as const;
const pods = {
  namespace: somewhere.host,
  selector: { "app.kubernetes.io/instance": "oap" },
  port: 1234,
};
const ca = { kind: "secret", name: "ca", key: "ca.crt" } as const;
const secured = endpointAt("backend.example.com", 4317, "grpcs");
const delivery = { queue: { requests: 5, consumers: 1 }, retry: { seconds: 60, pauseSeconds: 5 } };

describe("takes every choice:", () => {
  const jaeger = ["grpc", "thrift_http", "thrift_compact", "thrift_binary"] as const;
  const choices: [string, Partial<OtelCollectorArgs>][] = [
    ["the least", {}],
    ["queues on volumes", { mode: onVolumes }],
    [
      "receivers of every kind",
      {
        receivers: {
          otlp: { kind: "otlp", protocols: ["grpc"], maxMessageMebibytes: 50 },
          jaeger: { kind: "jaeger", protocols: jaeger, datagrams: { queueSize: 5000 } },
          agents: {
            kind: "other",
            type: "skywalking",
            settings: { protocols: { grpc: { endpoint: "${env:POD_IP}:11800" } } },
            ports: [],
          },
        },
        pipelines: { traces: { receivers: ["otlp", "jaeger", "agents"], exporters: ["out"] } },
      },
    ],
    [
      "metrics of pods and places",
      {
        receivers: {
          metrics: {
            kind: "prometheus",
            jobs: [
              {
                name: "found",
                labels: { service: "$1 ${x}" },
                targets: {
                  kind: "pods",
                  of: { ...somewhere, pods },
                  portName: "metrics",
                  podLabel: "host_name",
                },
              },
              { name: "fixed", targets: { kind: "endpoints", of: [somewhere] } },
            ],
          },
        },
        pipelines: { metrics: { receivers: ["metrics"], exporters: ["out"] } },
      },
    ],
    [
      "processors of every kind",
      {
        processors: {
          node: { kind: "kubernetes", pods: { kind: "node" }, deployments: "on" },
          shop: { kind: "kubernetes", pods: { kind: "namespace", name: "shop" } },
          all: { kind: "kubernetes", pods: { kind: "cluster" } },
          zone: {
            kind: "other",
            type: "resource",
            settings: { attributes: [{ key: "zone", value: "a", action: "upsert" }] },
          },
        },
        pipelines: { traces: { ...traces, processors: ["node", "shop", "all", "zone"] } },
      },
    ],
    [
      "exporters of every kind, with every setting",
      {
        tls: { certificate: { kind: "secret", name: "tls" } },
        exporters: {
          out: { kind: "otlp", to: secured, ca, identity: "me", timeoutSeconds: 5, ...delivery },
          named: { kind: "otlp", to: secured, headers: { authentication: "token" } },
          http: { kind: "otlpHttp", to: endpointAt("a.example.com", 4318, "https") },
          whole: { kind: "loadBalancing", to: somewhere, routingKey: "service" },
          log: { kind: "debug", verbosity: "detailed" },
          other: {
            kind: "other",
            type: "otlp",
            settings: { endpoint: "a.example.com:4317" },
            calls: [],
          },
        },
        pipelines: {
          traces: { ...traces, exporters: ["out", "named", "http", "whole", "log", "other"] },
          logs: traces,
          "metrics/all": traces,
        },
      },
    ],
    [
      "what it tells about itself",
      {
        telemetry: { logs: "debug", metrics: "detailed" },
        extensions: { "health_check/more": { settings: { endpoint: "localhost:13134" } } },
        batch: { size: 10, most: 20, seconds: 5 },
      },
    ],
  ];
  test.each(choices)("%s", async (_name, special) => {
    await validate(await file(special));
  });
});

/** Files of Collectors that the environments run, under the names that this version has for the parts. */
const GOLDEN = join(__dirname, "..", "..", "stacks", "golden");
const committed = readdirSync(GOLDEN).flatMap((name) => {
  const objects = parseAllDocuments(readFileSync(join(GOLDEN, name), "utf8"));
  const [now, then] = [partNames("0.159.0"), partNames(VERSION)];
  const older = (content: string) =>
    [now.otlp, now.otlpHttp, now.kubernetesAttributes, now.loadBalancing].reduce(
      (text, late, index) => {
        const early = [then.otlp, then.otlpHttp, then.kubernetesAttributes, then.loadBalancing];
        return text.replaceAll(new RegExp(`"${late}(?=["/])`, "g"), `"${early[index] ?? late}`);
      },
      content,
    );
  return objects.flatMap((object): [string, string][] => {
    const { data = {}, kind } = object.toJS() ?? {};
    const content = kind === "ConfigMap" ? data["relay.yaml"] : undefined;
    return typeof content === "string" ? [[name, older(content)]] : [];
  });
});

test.runIf(committed.length > 0).each(committed)("takes that of %s", async (_name, content) => {
  await validate(content);
});

describe("refuses", () => {
  test("a part that is not defined", async () => {
    const content = await file();
    const broken = content.replaceAll('"otlp/out": {', '"otlp/elsewhere": {');
    await expect(pod(broken).validate()).rejects.toThrow(
      'service::pipelines::traces: references exporter "otlp/out" which is not configured',
    );
  });

  test("a setting that no part knows", async () => {
    const content = await file();
    const broken = content.replace('"balancer_name"', '"balancing"');
    await expect(pod(broken).validate()).rejects.toThrow("has invalid keys: balancing");
  });
});

/** A backend that writes down every span, at an address that is known before it is there. */
async function backend(address: string): Promise<CollectorPod> {
  const content = await file({ exporters: { out: { kind: "debug", verbosity: "detailed" } } });
  return pod(content, address);
}

/** Names of the spans that have come, each once. */
function come(...backends: CollectorPod[]): string[] {
  const lines = backends.flatMap((one) => [...one.written().matchAll(/Name\s+: (span-\d+)/g)]);
  return [...new Set(lines.map(([, name]) => name ?? ""))].sort();
}

const named = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `span-${from + index}`);

/** Waits until a condition holds; where it does not, what the Collectors said tells why. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > end) {
      const said = running.map((one) => `${one.address}: ${one.written().slice(-3000)}`);
      throw new Error(["it has not come to be in a minute", ...said].join("\n"));
    }
    await sleep(100);
  }
}

const patient = { retry: { pauseSeconds: 1 } };

describe("carries traces", () => {
  const out = (address: string) => ({
    kind: "otlp" as const,
    to: endpointAt(address, 4317, "grpc"),
    ...patient,
  });

  test("over an outage of the backend", async () => {
    const address = newAddress();
    const first = await (await backend(address)).start();
    const front = await pod(await file({ exporters: { out: out(address) } })).start();
    await front.send(...named(100, 120));
    await until(() => come(first).length === 20);
    await first.end("SIGKILL");
    for (let start = 120; start < 200; start += 10) await front.send(...named(start, start + 10));
    await until(() => front.written().includes("Will retry"));
    const second = await (await backend(address)).start();
    await until(() => come(first, second).length === 100);
    expect(come(first, second)).toEqual(named(100, 200));
  });

  test("over its own end and that of the backend, with queues on volumes", async () => {
    const address = newAddress();
    const front = await pod(
      await file({ mode: onVolumes, exporters: { out: out(address) } }),
    ).start();
    for (let start = 100; start < 200; start += 10) await front.send(...named(start, start + 10));
    // What is in a batch is not yet in a queue; and of a queue that nobody has read from, 0.111 forgets
    // that it holds something.
    await until(async () => {
      const [sent = ""] = await front.metrics("otelcol_processor_batch_batch_send_size_sum");
      return sent.endsWith(" 100") && front.written().includes("Will retry");
    });
    await front.end("SIGKILL");
    await front.start();
    const back = await (await backend(address)).start();
    await until(() => come(back).length === 100);
    expect(come(back)).toEqual(named(100, 200));
  });

  test("out to the last when it is told to end", async () => {
    const address = newAddress();
    const back = await (await backend(address)).start();
    const front = await pod(
      await file({ exporters: { out: out(address) }, batch: { seconds: 60 } }),
    ).start();
    await front.send(...named(100, 150));
    expect(come(back)).toEqual([]);
    await front.end("SIGTERM");
    await until(() => come(back).length === 50);
  });
});

test("reads metrics, and says of which job and with which labels", async () => {
  const [port = 0] = await freePorts(1);
  const server = createServer((_request, answer) => {
    answer.end("# TYPE process_cpu_seconds_total counter\nprocess_cpu_seconds_total 7\n");
  });
  await new Promise<void>((ready) => server.listen(port, LOOPBACK, ready));
  leftovers.push({ stop: () => void server.close() });
  const read = endpointAt(LOOPBACK, port, "http");
  const job = {
    name: "skywalking-so11y",
    seconds: 1,
    targets: { kind: "endpoints", of: [read] },
    labels: { service: "oap-server", host_name: "oap-0" },
  } as const;
  const reader = await pod(
    await file({
      receivers: { prometheus: { kind: "prometheus", jobs: [job] } },
      exporters: { out: { kind: "debug", verbosity: "detailed" } },
      pipelines: { metrics: { receivers: ["prometheus"], exporters: ["out"] } },
    }),
  ).start();
  const told = [
    "-> service.name: Str(skywalking-so11y)",
    "-> service: Str(oap-server)",
    "-> host_name: Str(oap-0)",
    "-> Name: process_cpu_seconds_total",
  ];
  await until(() => told.every((line) => reader.written().includes(line)));
});

test("calls a server that it verifies, and shows it what was agreed", async () => {
  const signer = await authority("backend");
  const pair = await signer.issue("backend", ["localhost"]);
  const credentials = ServerCredentials.createSsl(null, [
    { private_key: Buffer.from(pair.key), cert_chain: Buffer.from(pair.certificate) },
  ]);
  const seen: Metadata[] = [];
  const bytes = (message: Buffer) => message;
  const server = new Server();
  const Export = {
    path: "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
    requestStream: false,
    responseStream: false,
    requestSerialize: bytes,
    requestDeserialize: bytes,
    responseSerialize: bytes,
    responseDeserialize: bytes,
  };
  server.addService(
    { Export },
    {
      Export: (call: { metadata: Metadata }, answer: (error: null, value: Buffer) => void) => {
        seen.push(call.metadata);
        answer(null, Buffer.alloc(0));
      },
    },
  );
  const port = await new Promise<number>((bound, failed) => {
    server.bindAsync(`${LOOPBACK}:0`, credentials, (error, number) =>
      error ? failed(error) : bound(number),
    );
  });
  leftovers.push({ stop: () => server.forceShutdown() });
  const to = endpointAt("localhost", port, "grpcs");
  const headers = { authentication: "not in the file" };
  const content = await file({ exporters: { out: { kind: "otlp", to, ca, headers } } });
  expect(content).not.toContain("not in the file");
  const front = await pod(content, undefined, {
    [`${FOLDERS.ca("out")}/ca.crt`]: signer.ca,
    [`${FOLDERS.headers}/out-authentication`]: "0123",
  }).start();
  await front.send("span-1");
  await until(() => seen.length > 0);
  expect(seen[0]?.get("authentication")).toEqual(["0123"]);
});

test("tells about itself where others may read it", async () => {
  const front = await pod(await file()).start();
  expect(await front.metrics("otelcol_exporter_queue_capacity")).toEqual([
    expect.stringMatching(/exporter="otlp\/out".*service_name="collector".* 1000$/),
  ]);
});
