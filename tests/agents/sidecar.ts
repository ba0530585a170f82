/** Runs a sidecar from the spec of its pod: with its own arguments and variables, as the kubelet would. */

import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { newAddress } from "../collector/running";
import { OTELCOL_BINARY } from "../collector/tools";

/** A container of which all is known. */
export interface KnownContainer {
  args: string[];
  env: { name: string; value?: string }[];
}

export class Sidecar {
  /** Of the pod; what is meant for the program alone listens here too. */
  readonly address = newAddress();
  private child: ChildProcess | undefined;
  private output = "";

  constructor(private readonly container: KnownContainer) {}

  async start(): Promise<void> {
    const given = this.container.env.map(({ name, value = this.address }) => {
      const text = expanded(value).replaceAll("127.0.0.1:", `${this.address}:`);
      return [name, text] as const;
    });
    const env: NodeJS.ProcessEnv = {
      PATH: process.env["PATH"],
      ...Object.fromEntries(given),
    };
    const child = spawn(OTELCOL_BINARY, this.container.args, {
      env,
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.child = child;
    child.stderr.setEncoding("utf8").on("data", (part: string) => (this.output += part));
    const until = Date.now() + 60_000;
    while (!(await this.isWell())) {
      if (child.exitCode !== null || Date.now() > until) throw new Error(this.output);
      await sleep(100);
    }
  }

  /** Settles when it has taken so many spans, and may still hold them. */
  async taken(count: number): Promise<void> {
    for (;;) {
      const answer = await fetch(`http://${this.address}:8888/metrics`);
      const taken = /^otelcol_receiver_accepted_spans\{.*\} ([0-9]+)$/m.exec(await answer.text());
      if (Number(taken?.[1]) >= count) return;
      await sleep(10);
    }
  }

  /** Ends it as the kubelet does; settles with its exit code when it has. */
  async end(): Promise<number | null> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return null;
    const ended = new Promise<number | null>((settle) => child.once("close", settle));
    child.kill("SIGTERM");
    return ended;
  }

  private async isWell(): Promise<boolean> {
    return fetch(`http://${this.address}:13133/`).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}

/** Kubernetes takes `$$` for `$`. */
function expanded(value: string): string {
  return value.replaceAll("$$", () => "$");
}
