/** Runs Collectors on rendered files, each at an address of its own as if in a pod of its own. */

import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { FOLDERS } from "../../components/otel-collector/folders";
import { capture } from "../../toolchain/command";
import { OTELCOL_BINARY } from "./tools";

/** An address of this machine that nobody else has, for now. */
export function newAddress(): string {
  const octet = () => 1 + Math.floor(Math.random() * 250);
  return `127.${octet()}.${octet()}.${octet()}`;
}

/** A pod that a Collector runs in: its address, and its volumes as folders. */
export class CollectorPod {
  private readonly folder = mkdtempSync(join(tmpdir(), "otelcol-"));
  private process: ChildProcess | undefined;
  private output = "";

  /** @param mounted contents of files by the paths that they have in the pod */
  constructor(
    file: string,
    readonly address = newAddress(),
    mounted: Readonly<Record<string, string>> = {},
  ) {
    mkdirSync(join(this.folder, FOLDERS.queues), { recursive: true });
    const moved = Object.entries(mounted).map(([path, content]) => {
      mkdirSync(join(this.folder, dirname(path)), { recursive: true });
      writeFileSync(join(this.folder, path), content);
      return path;
    });
    const text = [FOLDERS.queues, ...moved].reduce(
      (known, path) => known.replaceAll(path, join(this.folder, path)),
      file,
    );
    writeFileSync(this.config, text);
  }

  private get config(): string {
    return join(this.folder, "relay.yaml");
  }

  /** @throws with what the Collector says about the file, when it cannot be used */
  async validate(): Promise<void> {
    await capture(OTELCOL_BINARY, ["validate", `--config=${this.config}`], { env: this.all });
  }

  /** Starts it, and waits until it is well. */
  async start(): Promise<this> {
    const child = spawn(OTELCOL_BINARY, [`--config=${this.config}`], {
      env: this.all,
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.process = child;
    child.stderr.setEncoding("utf8").on("data", (part: string) => (this.output += part));
    const until = Date.now() + 60_000;
    while (!(await this.isWell())) {
      if (child.exitCode !== null || Date.now() > until) throw new Error(this.output);
      await sleep(100);
    }
    return this;
  }

  /** Ends it, at once by SIGKILL, and settles when it has ended. */
  async end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    const child = this.process;
    this.process = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const ended = new Promise((settle) => child.once("close", settle));
    child.kill(signal);
    await ended;
  }

  /** Ends it, and takes its volumes away. */
  async stop(): Promise<void> {
    await this.end("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** All that it has written so far, over all its lives. */
  written(): string {
    return this.output;
  }

  /** Sends spans of these names by OTLP over HTTP; settles when it has taken them. */
  async send(...names: string[]): Promise<void> {
    const spans = names.map((name, index) => ({
      traceId: Buffer.from(name.padEnd(16)).toString("hex").slice(0, 32),
      spanId: (index + 1).toString(16).padStart(16, "0"),
      name,
      kind: 1,
      startTimeUnixNano: "1700000000000000000",
      endTimeUnixNano: "1700000001000000000",
    }));
    const answer = await fetch(`http://${this.address}:4318/v1/traces`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }),
    });
    if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  }

  /** Lines of its own metrics that begin like this. */
  async metrics(name: string): Promise<string[]> {
    const answer = await fetch(`http://${this.address}:8888/metrics`);
    return (await answer.text()).split("\n").filter((line) => line.startsWith(name));
  }

  private get all(): NodeJS.ProcessEnv {
    return { PATH: process.env["PATH"], POD_IP: this.address, K8S_NODE_NAME: "node" };
  }

  private async isWell(): Promise<boolean> {
    return fetch(`http://${this.address}:13133/`).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}
