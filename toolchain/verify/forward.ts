/** A way to ports of a pod that no NetworkPolicy closes: through the API server and the kubelet. */

import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { CommandFailed } from "../command";
import type { Access } from "../stack/live";

/** How long it may take until all ports are open. */
const OPEN_MS = 20_000;

export interface Target {
  namespace: string;
  /** Such as `pod/oap-0` or `service/oap`. */
  name: string;
  ports: readonly number[];
}

/** Ports of a target, on the loopback of this machine. */
export class Forward {
  private constructor(
    private readonly child: ChildProcess,
    private readonly open: ReadonlyMap<number, number>,
  ) {}

  /**
   * @param kubectl path of the program
   * @throws CommandFailed with what kubectl says
   */
  static async to(kubectl: string, access: Access, target: Target): Promise<Forward> {
    const child = spawn(
      kubectl,
      [
        ...["--kubeconfig", access.kubeconfig, "--context", access.context],
        ...["--namespace", target.namespace, "port-forward", "--address", "127.0.0.1"],
        ...[target.name, ...target.ports.map((port) => `:${port}`)],
      ],
      { stdio: ["ignore", "pipe", "pipe"] },
    );
    const open = new Map<number, number>();
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
    try {
      await new Promise<void>((settle, reject) => {
        const fail = (why: string) => reject(new CommandFailed(said.trim() || why));
        const timer = setTimeout(() => fail(`no answer within ${OPEN_MS / 1000} s`), OPEN_MS);
        timer.unref();
        child.once("error", (error) => fail(error.message));
        child.once("exit", () => fail("kubectl port-forward ended"));
        createInterface(child.stdout).on("line", (line) => {
          const [, here, there] = /^Forwarding from 127\.0\.0\.1:(\d+) -> (\d+)$/.exec(line) ?? [];
          if (here === undefined) return;
          open.set(Number(there), Number(here));
          if (open.size === target.ports.length) {
            clearTimeout(timer);
            settle();
          }
        });
      });
    } catch (error) {
      child.kill();
      throw error;
    }
    return new Forward(child, open);
  }

  /** The port of this machine that leads to a port of the target. */
  portOf(port: number): number {
    const here = this.open.get(port);
    if (here === undefined) throw new CommandFailed(`port ${port} was not asked for`);
    return here;
  }

  close(): void {
    this.child.kill();
  }
}
