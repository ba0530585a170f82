/** A real node with the platform of `Pulumi.e2e.yaml` on it, apart from everything else of the machine. */

import { execFile } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { connect } from "node:tls";
import { join } from "node:path";
import { promisify } from "node:util";
import { parseDocument } from "yaml";
import { certificate } from "../../toolchain/certificate";
import type { Step } from "../../toolchain/certificate/rotation";
import { applyDemo } from "../../toolchain/demo/apply";
import { OapReader } from "../../toolchain/demo/oap-reader";
import { type Called, drive } from "../../toolchain/demo/traffic";
import { readIfThere } from "../../toolchain/files";
import { FOLDERS } from "../../toolchain/folders";
import { ensureImages } from "../../toolchain/images";
import { Processes } from "../../toolchain/cluster/processes";
import { down as stopNode, importImages, up as startNode } from "../../toolchain/node";
import { createProgress } from "../../toolchain/progress";
import { refresh, up } from "../../toolchain/stack";
import { LiveCluster, type Access, kubectlOf } from "../../toolchain/stack/live";
import { ask } from "../../toolchain/verify/ask";
import { collect } from "../../toolchain/verify/collect";
import { Forward } from "../../toolchain/verify/forward";
import { type Line, judge } from "../../toolchain/verify/judge";
import { field, items } from "../../toolchain/kubernetes";
import { eventually } from "./wait";

const run = promisify(execFile);

const PROGRAM = [
  "Pulumi.yaml",
  "components",
  "index.ts",
  "node_modules",
  "package.json",
  "stacks",
  "tsconfig.json",
];
const STACK_FILE = "Pulumi.e2e.yaml";
const NAMESPACE = "tracing";

export class RealPlace {
  private readonly work = mkdtempSync(join(tmpdir(), "kube-tracing-e2e-"));
  private readonly node = { state: join(this.work, "node") };
  private readonly kubectlFile = kubectlOf(FOLDERS);
  private access: Access = { kubeconfig: "", context: "" };
  private told = "";
  private server = "";

  constructor() {
    for (const name of PROGRAM) symlinkSync(join(FOLDERS.root, name), join(this.root, name));
    this.configure({});
  }

  private get root(): string {
    const root = join(this.work, "project");
    mkdirSync(root, { recursive: true });
    return root;
  }

  get cluster(): LiveCluster {
    return new LiveCluster(this.kubectlFile, this.access);
  }

  private get where() {
    const { bin, pulumiHome } = FOLDERS;
    const progress = createProgress({ write: (text) => void (this.told += text) });
    return {
      place: { stack: "e2e", root: this.root, bin, pulumiHome, state: join(this.work, "state") },
      named: this.access,
      local: { progress },
      progress,
    };
  }

  /** Starts the node, unless it runs. */
  async start(): Promise<void> {
    const { kubeconfig, context, server } = await startNode(this.node);
    this.access = { kubeconfig, context };
    this.server = server;
    await importImages(await ensureImages(), this.node);
  }

  /** Ends everything on the node at once, as when the power goes. */
  async crash(): Promise<void> {
    const processes = new Processes(this.node.state);
    const isThere = () => processes.find("first-process")?.pid;
    const pid = isThere();
    if (pid === undefined) throw new Error("the node is not up");
    process.kill(pid, "SIGKILL");
    await eventually(async () => {
      if (isThere() !== undefined) throw new Error(`process ${pid} goes on`);
    });
  }

  /** Host and port by which this machine reaches a node port. */
  address(nodePort: number): string {
    return `${new URL(this.server).hostname}:${nodePort}`;
  }

  async end(): Promise<void> {
    await stopNode({ ...this.node, wipe: true });
    rmSync(this.work, { recursive: true, force: true });
  }

  /** Lets the stack say what is committed, but for some values by their path in the platform. */
  configure(values: Readonly<Record<string, unknown>>): void {
    const content = parseDocument(readFileSync(join(FOLDERS.root, STACK_FILE), "utf8"));
    for (const [path, value] of Object.entries(values))
      content.setIn(
        ["config", "kube-tracing:platform", ...path.split(".")],
        content.createNode(value),
      );
    writeFileSync(join(this.root, STACK_FILE), content.toString());
  }

  /** Makes or rotates the certificate. */
  async certificate(step: Step): Promise<boolean> {
    return certificate(this.where, step);
  }

  /** Deploys; returns what changed, such as `no change, 40 unchanged`. */
  async up(): Promise<string> {
    this.told = "";
    if (!(await up(this.where))) throw new Error(this.told);
    return /^stack e2e: (.*), in [0-9]/m.exec(this.told)?.[1] ?? this.told;
  }

  /** Lets Pulumi notice what was deleted. */
  async refresh(): Promise<void> {
    if (!(await refresh(this.where))) throw new Error(this.told);
  }

  demo(): Promise<void> {
    return applyDemo(this.kubectlFile, this.access);
  }

  /** Lets the agents of the demo report to a Service of the platform, until the demo is applied again. */
  async redirectDemo(service: string): Promise<void> {
    const host = `${service}.${NAMESPACE}.svc:11800`;
    for (const name of ["frontend", "orders"])
      await this.tellDemo(name, `SW_AGENT_COLLECTOR_BACKEND_SERVICES=${host}`);
    await this.tellDemo("stock", `OTEL_EXPORTER_OTLP_ENDPOINT=http://${host}`);
  }

  /** Sets a variable of a service of the demo, and waits until no pod that knows another value is left. */
  async tellDemo(name: string, variable: string): Promise<void> {
    const demo = (...args: string[]) => this.kubectl("--namespace", "demo", ...args);
    await demo("set", "env", `deployment/${name}`, variable);
    await demo("rollout", "status", `deployment/${name}`, "--timeout=120s");
    await eventually(async () => {
      const pods = await this.pods(`app.kubernetes.io/name=${name}`, "demo");
      if (pods.length > 1) throw new Error(`${pods.length} pods of ${name}`);
    });
  }

  /** What a command of kubectl prints. */
  async kubectl(...args: string[]): Promise<string> {
    const login = ["--kubeconfig", this.access.kubeconfig, "--context", this.access.context];
    const options = { maxBuffer: 2 ** 26 };
    return (await run(this.kubectlFile, [...login, ...args], options)).stdout;
  }

  /** Kills a program of a pod as nothing inside of the pod can: from the machine that it runs on. */
  kill(pod: unknown, program: string): void {
    const uid = String(field(pod, "metadata", "uid"));
    const found = readdirSync("/proc")
      .filter((name) => /^[0-9]+$/.test(name))
      .filter((pid) => (readIfThere(`/proc/${pid}/cgroup`) ?? "").includes(uid))
      .filter((pid) => (readIfThere(`/proc/${pid}/cmdline`) ?? "").split("\0")[0] === program);
    if (found.length !== 1) throw new Error(`${found.length} processes ${program} in pod ${uid}`);
    process.kill(Number(found[0]), "SIGKILL");
  }

  /** What `make verify` holds against the platform. */
  async findings(): Promise<Line[]> {
    const lines = judge(await collect(this.cluster, NAMESPACE));
    return lines.filter(({ cure }) => cure !== undefined);
  }

  async pods(label: string, namespace = NAMESPACE): Promise<unknown[]> {
    const path = `/api/v1/namespaces/${namespace}/pods?labelSelector=${encodeURIComponent(label)}`;
    return items(await this.cluster.get(path));
  }

  /** Sends requests to the demo, each of which makes two segments of SkyWalking and one Zipkin trace. */
  async load(count: number, everyMs = 0): Promise<Called> {
    return this.through({ namespace: "demo", name: "service/frontend", ports: [8080] }, (forward) =>
      drive({ port: forward.portOf(8080), path: "/checkout", count, everyMs }),
    );
  }

  /** Asks OAP. */
  async read<T>(question: (oap: OapReader) => Promise<T>): Promise<T> {
    const target = { namespace: NAMESPACE, name: "service/skywalking-oap", ports: [12800, 9412] };
    return this.through(target, (forward) =>
      question(new OapReader({ rest: forward.portOf(12800), zipkin: forward.portOf(9412) })),
    );
  }

  /** Names of the spans of each trace that Jaeger shows of a service, from a time on. */
  async jaegerTraces(service: string, since: number): Promise<string[][]> {
    const target = { namespace: NAMESPACE, name: "service/jaeger-query", ports: [16686] };
    const times = `start=${since * 1000}&end=${Date.now() * 1000}`;
    const path = `/api/traces?service=${service}&limit=5000&${times}`;
    return this.through(target, async (forward) => {
      const { status, text } = await ask({ port: forward.portOf(16686), path });
      if (status !== 200) throw new Error(`Jaeger answered ${status}: ${text}`);
      const names = (trace: unknown) =>
        list(field(trace, "spans")).map((span) => String(field(span, "operationName")));
      return list(field(JSON.parse(text), "data")).map((trace) => names(trace).sort());
    });
  }

  /** What a pod of OAP has taken in so far: segments of agents, and parts of metrics of its peers. */
  async taken(pod: string): Promise<{ segments: number; ofPeers: number }> {
    const target = { namespace: NAMESPACE, name: `pod/${pod}`, ports: [1234] };
    return this.through(target, async (forward) => {
      const { text } = await ask({ port: forward.portOf(1234), path: "/metrics" });
      const sum = (name: string) =>
        [...text.matchAll(new RegExp(`^${name}\\{[^}]*\\} ([0-9.E]+)$`, "gm"))].reduce(
          (total, [, value]) => total + Number(value),
          0,
        );
      return { segments: sum("trace_in_latency_count"), ofPeers: sum("remote_in_count") };
    });
  }

  /** How many documents are stored: segments and Zipkin spans. */
  async stored(): Promise<{ segments: number; zipkinSpans: number }> {
    return this.through(
      { namespace: NAMESPACE, name: "pod/skywalking-elasticsearch-0", ports: [9200] },
      async (forward) => {
        const login = await this.login();
        const port = forward.portOf(9200);
        const ca = await this.ca();
        const count = async (index: string) => {
          await ask({ port, ca, login, path: `/${index}/_refresh` });
          const { text } = await ask({ port, ca, login, path: `/${index}/_count` });
          return Number(field(JSON.parse(text), "count"));
        };
        const [segments, zipkinSpans] = [
          await count("sw_segment-*"),
          await count("sw_zipkin_span-*"),
        ];
        return { segments, zipkinSpans };
      },
    );
  }

  /** Serial number of the certificate that Elasticsearch shows to its clients. */
  async servedSerial(): Promise<string> {
    const target = { namespace: NAMESPACE, name: "pod/skywalking-elasticsearch-0", ports: [9200] };
    return this.through(
      target,
      (forward) =>
        new Promise((settle, reject) => {
          const port = forward.portOf(9200);
          const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false }, () => {
            settle(socket.getPeerX509Certificate()?.serialNumber ?? "");
            socket.destroy();
          });
          socket.once("error", reject);
        }),
    );
  }

  /** A value of a Secret, by its name or what Pulumi makes a name of. */
  async secret(name: string, key: string): Promise<string> {
    const all = items(await this.cluster.get(`/api/v1/namespaces/${NAMESPACE}/secrets`));
    const found = all.filter(
      (one) =>
        isNamed(String(field(one, "metadata", "name")), name) &&
        field(one, "data", key) !== undefined,
    );
    const made = (one: unknown) => String(field(one, "metadata", "creationTimestamp"));
    const newest = found.sort((a, b) => made(b).localeCompare(made(a)))[0];
    return Buffer.from(String(field(newest, "data", key)), "base64").toString();
  }

  /** What Elasticsearch answers to somebody who logs in, such as 200 or 401. */
  async greeted(login: string): Promise<number> {
    const target = { namespace: NAMESPACE, name: "pod/skywalking-elasticsearch-0", ports: [9200] };
    const [ca, path] = [await this.ca(), "/_security/_authenticate"];
    return this.through(target, async (forward) => {
      const { status } = await ask({ port: forward.portOf(9200), ca, login, path });
      return status;
    });
  }

  private ca(): Promise<string> {
    return this.secret("elasticsearch-tls", "ca.crt");
  }

  /** User and password of OAP, as `user:password`. */
  async login(): Promise<string> {
    const value = (key: string) => this.secret("skywalking-elasticsearch-client", key);
    return `${await value("username")}:${await value("password")}`;
  }

  private async through<T>(
    target: Parameters<typeof Forward.to>[2],
    work: (forward: Forward) => Promise<T>,
  ): Promise<T> {
    const forward = await Forward.to(this.kubectlFile, this.access, target);
    try {
      return await work(forward);
    } finally {
      forward.close();
    }
  }
}

/** Whether an object has this name, or it with the end that Pulumi gives to each anew. */
export const isNamed = (found: string, name: string): boolean =>
  found === name ||
  (found.startsWith(`${name}-`) && /^[0-9a-z]{8}$/.test(found.slice(name.length + 1)));

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
