/** The Pulumi CLI on one stack, with everything that it needs in its environment and nothing of the user's. */

import { execFile, spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { type Exported, parseExport } from "./deployment";
import { stepsOnly } from "./event-log";
import { readIfThere, writePrivate } from "../files";
import { field } from "../kubernetes";
import type { Access } from "./live";
import { MARK } from "./runs";

const run = promisify(execFile);

/** Opens the secrets of the committed example stacks; it protects nothing. */
export const EXAMPLE_PASSPHRASE = "kube-tracing";

/** Which stack, and where everything of it is. */
export interface StackPlace {
  stack: string;
  /** Folder with `Pulumi.yaml`. */
  root: string;
  /** Folder with the programs. */
  bin: string;
  pulumiHome: string;
  /** Folder of the `file://` backend; what the toolchain notes about the stack lies there as well. */
  state: string;
}

/** The CLI could not do what it was asked for; the message is what it said. */
export class PulumiFailed extends Error {}

export class Pulumi {
  constructor(readonly place: StackPlace) {}

  get stack(): string {
    return this.place.stack;
  }

  /** Folder of the stack's locks; undefined when its state is not kept on this machine. */
  get locks(): string | undefined {
    const [, folder] = /^file:\/\/([^?]*)/.exec(backendOf(this.place, process.env)) ?? [];
    if (folder === undefined) return undefined;
    return join(folder, ".pulumi/locks/organization", projectIn(this.place.root), this.stack);
  }

  /** File with the steps of the last run. */
  get eventLog(): string {
    return join(this.place.state, `${this.place.stack}.events.json`);
  }

  /** Marks every process that works for this stack. */
  get mark(): string {
    return markOf(this.place);
  }

  /** Makes sure that the stack exists. */
  async select(): Promise<void> {
    mkdirSync(this.place.state, { recursive: true });
    await this.ask("stack", "select", "--create", this.place.stack);
  }

  async export(...options: "--show-secrets"[]): Promise<Exported> {
    return parseExport(await this.ask("stack", "export", ...options));
  }

  /** Replaces what Pulumi remembers of the stack. */
  async import(exported: Exported): Promise<void> {
    const file = join(this.place.state, `${this.place.stack}.import.json`);
    writePrivate(file, JSON.stringify(exported));
    await this.ask("stack", "import", "--file", file);
    rmSync(file);
  }

  /** The outputs of the stack; secret ones read `[secret]`. */
  async outputs(): Promise<unknown> {
    return JSON.parse(await this.ask("stack", "output", "--json"));
  }

  /** Every stack of the backend. */
  async list(): Promise<StackLine[]> {
    return z.array(StackLine).parse(JSON.parse(await this.ask("stack", "ls", "--json")));
  }

  /** Forgets everything about the stack, without touching anything that it has in a cluster. */
  async forget(): Promise<void> {
    await this.ask("stack", "rm", "--yes", "--force", "--preserve-config");
    await this.select();
  }

  /** The last thing that was done to the stack, or undefined when nothing was. */
  async lastUpdate(): Promise<Update | undefined> {
    const text = await this.ask("stack", "history", "--json", "--page-size", "1");
    return z.array(Update).parse(JSON.parse(text))[0];
  }

  /** Runs a command to its end and returns what it printed. */
  async ask(...args: string[]): Promise<string> {
    const all = [...args, "--non-interactive", "--color", "never", ...this.stackOption(args)];
    try {
      const options = { cwd: this.place.root, env: this.environment(), maxBuffer: 2 ** 28 };
      return (await run(join(this.place.bin, "pulumi"), all, options)).stdout;
    } catch (error) {
      const said = field(error, "stderr");
      const reason = typeof said === "string" && said.trim() !== "" ? said.trim() : String(error);
      throw new PulumiFailed(`pulumi ${args.join(" ")}: ${reason}`, { cause: error });
    }
  }

  /** Runs a command for the user to watch, and returns its exit code. */
  async show(args: readonly string[], access?: Access): Promise<number> {
    const colour = process.stdout.isTTY && !process.env["NO_COLOR"] ? "always" : "never";
    const all = [
      ...args,
      "--color",
      colour,
      "--suppress-permalink=true",
      ...this.stackOption(args),
    ];
    const child = spawn(join(this.place.bin, "pulumi"), all, {
      cwd: this.place.root,
      env: this.environment(access),
      stdio: "inherit",
    });
    const passOn = () => child.kill("SIGTERM");
    const outlive = () => undefined;
    process.on("SIGTERM", passOn).on("SIGINT", outlive);
    try {
      return await new Promise((settle, reject) => {
        child.once("error", reject);
        child.once("exit", (code) => settle(code ?? 1));
      });
    } finally {
      process.off("SIGTERM", passOn).off("SIGINT", outlive);
    }
  }

  /**
   * Runs a command that changes the stack, for the user to watch, and returns its exit code. Its steps are in the
   * event log, which nobody else may read until it is clean.
   */
  async change(args: readonly string[], access?: Access): Promise<number> {
    writePrivate(this.eventLog, "");
    try {
      return await this.show([...args, "--event-log", this.eventLog], access);
    } finally {
      writePrivate(this.eventLog, stepsOnly(readIfThere(this.eventLog) ?? ""));
    }
  }

  /** `stack select` names the stack itself. */
  private stackOption(args: readonly string[]): string[] {
    return args.includes("select") ? [] : ["--stack", this.place.stack];
  }

  private environment(access?: Access): NodeJS.ProcessEnv {
    return pulumiEnvironment(this.place, process.env, access);
  }
}

/** Name of the project in a folder. */
function projectIn(folder: string): string {
  const [, name] = /^name: *(\S+)/m.exec(readIfThere(join(folder, "Pulumi.yaml")) ?? "") ?? [];
  if (name === undefined) throw new PulumiFailed(`${folder}: there is no Pulumi.yaml with a name`);
  return name;
}

const StackLine = z.object({
  name: z.string(),
  lastUpdate: z.exactOptional(z.string()),
  resourceCount: z.exactOptional(z.number()),
});
export type StackLine = z.infer<typeof StackLine>;

const Update = z.object({
  kind: z.string(),
  result: z.string(),
  endTime: z.exactOptional(z.string()),
  resourceChanges: z.exactOptional(z.record(z.string(), z.number())),
});
export type Update = z.infer<typeof Update>;

const markOf = ({ state, stack }: StackPlace) => encodeURI(`${state}#${stack}`);

/**
 * Stack `local` takes nothing of the user's; for another one `PULUMI_BACKEND_URL` says where its state is kept,
 * and `PULUMI_CONFIG_PASSPHRASE` or `…_FILE` opens its secrets. An ambient `KUBECONFIG` never decides which
 * cluster is changed.
 */
export function pulumiEnvironment(
  place: StackPlace,
  user: NodeJS.ProcessEnv,
  access?: Access,
): NodeJS.ProcessEnv {
  const isExample =
    place.stack === "local" ||
    (user["PULUMI_CONFIG_PASSPHRASE"] ?? user["PULUMI_CONFIG_PASSPHRASE_FILE"]) === undefined;
  return {
    ...Object.fromEntries(Object.entries(user).filter(([name]) => name !== "KUBECONFIG")),
    PATH: [place.bin, user["PATH"] ?? ""].join(delimiter),
    PULUMI_HOME: place.pulumiHome,
    PULUMI_BACKEND_URL: backendOf(place, user),
    ...(isExample ? { PULUMI_CONFIG_PASSPHRASE: EXAMPLE_PASSPHRASE } : {}),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    PULUMI_DEBUG_COMMANDS: "true",
    [MARK]: markOf(place),
    ...(access === undefined
      ? {}
      : { KUBE_TRACING_KUBECONFIG: access.kubeconfig, KUBE_TRACING_CONTEXT: access.context }),
  };
}

/**
 * Without `metadata=skip` a file of attributes is written beside each file of the state, and not in one go: Pulumi killed
 * while it does so leaves a stack that cannot be loaded any more
 * (https://pkg.go.dev/gocloud.dev@v0.46.0/blob/fileblob#URLOpener).
 */
export const backendOf = ({ stack, state }: StackPlace, user: NodeJS.ProcessEnv): string =>
  (stack === "local" ? undefined : user["PULUMI_BACKEND_URL"]) ?? `file://${state}?metadata=skip`;
