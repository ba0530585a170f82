/** Asks containerd of a real node, and gives it images. */

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Place } from "../cluster/processes";
import { run } from "../command";
import type { Archive } from "../images/recipe";
import { CONTAINERD_SOCKET } from "./parts";

const ask = promisify(execFile);
const ANSWER_LIMIT_MS = 5_000;
/** Where kubelet looks for images. */
const NAMESPACE = "k8s.io";

export class Containerd {
  /** @param inside how to get into the namespaces of the node */
  constructor(private readonly inside: Place) {}

  /** What is wrong with it, or undefined. */
  async problem(): Promise<string | undefined> {
    try {
      await this.answer("version");
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message.trim() : String(error);
    }
  }

  /** Imports the archives whose image is not there; returns their names. */
  async importImages(
    archives: readonly Pick<Archive, "name" | "id" | "file">[],
    log: string,
  ): Promise<string[]> {
    const there = await this.images();
    const missing = archives.filter(({ name, id }) => !isThere(there, name, id));
    for (const { name, file } of missing) {
      // Only a new name makes kubelet's side of containerd note the id.
      const stale = namesLike(there, name);
      if (stale.length > 0) await this.logged(log, "images", "remove", ...stale);
      await this.logged(log, "images", "import", file);
    }
    return missing.map(({ name }) => name);
  }

  /** Name → digest of its manifest. Each image has its id as a second name. */
  private async images(): Promise<ReadonlyMap<string, string>> {
    const lines = (await this.answer("images", "list")).trim().split("\n").slice(1);
    return new Map(
      lines.map((line) => {
        const [name = "", , digest = ""] = line.split(/\s+/);
        return [name, digest];
      }),
    );
  }

  private async logged(log: string, ...args: string[]): Promise<void> {
    const [command = "", ...others] = this.ctr(...args);
    await run(command, others, { log });
  }

  private async answer(...args: string[]): Promise<string> {
    const [command = "", ...others] = this.ctr(...args);
    const options = { timeout: ANSWER_LIMIT_MS, killSignal: "SIGKILL" } as const;
    return (await ask(command, others, options)).stdout;
  }

  private ctr(...args: string[]): string[] {
    const where = ["--address", CONTAINERD_SOCKET, "--namespace", NAMESPACE];
    return [...this.inside.enter, "ctr", ...where, ...args];
  }
}

/** Whether the name stands for the very content of the archive. */
export const isThere = (there: ReadonlyMap<string, string>, name: string, id: string): boolean =>
  there.has(id) && there.get(name) === there.get(id);

/** The name with all others that stand for the same content. */
export const namesLike = (there: ReadonlyMap<string, string>, name: string): string[] =>
  [...there].filter(([, digest]) => digest === there.get(name)).map(([one]) => one);
