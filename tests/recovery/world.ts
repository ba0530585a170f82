/** A cluster of its own for the tests, and commands on it that can be killed at a chosen moment. */

import { type ChildProcess, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type ClusterOptions,
  connect,
  down as stopCluster,
  up as startCluster,
} from "../../toolchain/cluster";
import { CONTEXT } from "../../toolchain/cluster/cluster-state";
import { objectNameOf, resourcesOf } from "../../toolchain/stack/deployment";
import { readIfThere } from "../../toolchain/files";
import { FOLDERS } from "../../toolchain/folders";
import { type KubernetesClient, field, items } from "../../toolchain/kubernetes";
import { LiveCluster, kubectlOf } from "../../toolchain/stack/live";
import { createProgress } from "../../toolchain/progress";
import { Pulumi } from "../../toolchain/stack/pulumi";
import { isCli, processesOf } from "../../toolchain/stack/runs";
import { type Subject, SMALL, clusterIn, placeOf } from "./place";

/** Which process dies: Pulumi, the plugin of Kubernetes, or the command that started Pulumi. */
export type Victim = "pulumi" | "plugin" | "command";

export type Command = "up" | "preview" | "down";

/** Where the objects of each kind are. */
const COLLECTIONS = {
  ConfigMap: "/api/v1/configmaps",
  Secret: "/api/v1/secrets",
  Service: "/api/v1/services",
  Job: "/apis/batch/v1/jobs",
  Deployment: "/apis/apps/v1/deployments",
  StatefulSet: "/apis/apps/v1/statefulsets",
};

export class World {
  readonly work = mkdtempSync(join(tmpdir(), "kube-tracing-recovery-"));
  private readonly cluster: ClusterOptions & { state: string };

  private readonly cases: Case[] = [];

  /** @param flags what programs of the cluster are told besides */
  constructor(flags: ClusterOptions["flags"] = {}) {
    const progress = createProgress({ write: () => undefined });
    this.cluster = { state: clusterIn(this.work), progress, flags };
  }

  /** Starts the cluster, unless it runs. */
  async start(): Promise<void> {
    const plugins = join(this.work, "home", "plugins");
    mkdirSync(join(this.work, "home"), { recursive: true });
    if (!existsSync(plugins)) symlinkSync(join(FOLDERS.pulumiHome, "plugins"), plugins);
    await startCluster(this.cluster);
  }

  /** Removes the cluster and everything else, also what a test that failed has left running. */
  async end(): Promise<void> {
    for (const one of this.cases) one.kill();
    await stopCluster({ ...this.cluster, wipe: true });
    rmSync(this.work, { recursive: true });
  }

  /** Starts the cluster at another address. */
  async moveCluster(): Promise<void> {
    const file = join(this.cluster.state, "cluster.json");
    const { server } = await startCluster(this.cluster);
    await stopCluster(this.cluster);
    const port = Number(new URL(server).port);
    writeFileSync(file, readFileSync(file, "utf8").replaceAll(`${port}`, `${port + 100}`));
    await startCluster(this.cluster);
  }

  /** Puts another cluster in the place of this one. */
  async replaceCluster(): Promise<void> {
    await stopCluster({ ...this.cluster, wipe: true });
    await startCluster(this.cluster);
  }

  /** A client that may do everything in the cluster; close it in the end. */
  connect(): KubernetesClient {
    return connect(this.cluster);
  }

  /** What the stack of a case is, and what it remembers. */
  case(name: string, subject: Subject = SMALL): Case {
    const made = new Case(this.work, name, subject);
    this.cases.push(made);
    return made;
  }
}

export interface Ended {
  code: number | null;
  output: string;
}

/** The victim had ended before the moment came. */
export class TooLate extends Error {}

export class Case {
  readonly pulumi: Pulumi;
  private readonly commands: ChildProcess[] = [];

  constructor(
    private readonly work: string,
    private readonly name: string,
    subject: Subject,
  ) {
    this.pulumi = new Pulumi(placeOf(work, name, subject));
  }

  /** Runs a command to its end. */
  run(command: Command, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
    return this.begin(command, env).ended;
  }

  /**
   * Runs a command and kills the victim as soon as the moment has come.
   * @throws TooLate once the command has ended, when the victim was no longer there
   */
  async interrupt(
    command: Command,
    victim: Victim,
    { when, env = {} }: { when: () => boolean | Promise<boolean>; env?: NodeJS.ProcessEnv },
  ): Promise<Ended> {
    rmSync(this.pulumi.eventLog, { force: true });
    const { child, ended } = this.begin(command, env);
    while (!(await when()) && child.exitCode === null) await sleep(10);
    const pids = this.pidsOf(victim, child);
    for (const pid of pids) process.kill(pid, "SIGKILL");
    const how = await ended;
    if (pids.length === 0) throw new TooLate(`${victim} did not run: nothing was interrupted`);
    return how;
  }

  /** How many steps Pulumi has finished in the run that is under way. */
  stepsDone(): number {
    return (readIfThere(this.pulumi.eventLog) ?? "").split('"resOutputsEvent"').length - 1;
  }

  /** Every object of the case in the cluster, such as `Secret password-1a2b3c4d`. */
  async objects(): Promise<string[]> {
    const lists = Object.entries(COLLECTIONS).map(async ([kind, collection]) => {
      const names = await this.fields(collection, "metadata", "name");
      return names.map((name) => `${kind} ${String(name)}`);
    });
    const objects = (await Promise.all(lists)).flat();
    return objects.filter((object) => object !== "ConfigMap kube-root-ca.crt").sort();
  }

  /** The same objects, as the state of the stack has them. */
  async knownObjects(): Promise<string[]> {
    const objects = resourcesOf(await this.pulumi.export()).map((one) => objectNameOf(one));
    return objects
      .flatMap((object) => (object && object.kind in COLLECTIONS ? [object] : []))
      .map(({ kind, name }) => `${kind} ${name}`)
      .sort();
  }

  /** The same field of all objects of a collection, such as `/api/v1/configmaps`; without those that lack it. */
  async fields(collection: string, ...path: readonly string[]): Promise<unknown[]> {
    const access = { kubeconfig: join(clusterIn(this.work), "kubeconfig"), context: CONTEXT };
    const cluster = new LiveCluster(kubectlOf(FOLDERS), access);
    const found = items(await cluster.get(inNamespace(collection, this.name)));
    return found.map((object) => field(object, ...path)).filter((value) => value !== undefined);
  }

  /** Keeps the StatefulSet from vanishing when it is deleted, or lets it go. */
  async hold(finalizers: readonly string[]): Promise<void> {
    const client = connect({ state: clusterIn(this.work) });
    const metadata = { name: "store", finalizers };
    const object = { apiVersion: "apps/v1", kind: "StatefulSet", metadata };
    await client.apply(inNamespace("/apis/apps/v1/statefulsets/store", this.name), object);
    client.close();
  }

  /** What Pulumi remembers, as it is in its file. */
  state(): string {
    return readFileSync(join(this.stateFolder(), "local.json"), "utf8");
  }

  /** Names of the files in which Pulumi keeps the state: each is replaced in one go, so a kill breaks none. */
  stateFiles(): string[] {
    return readdirSync(this.stateFolder()).sort();
  }

  /** Starts a command; `said` is what it has printed so far. */
  begin(command: Command, env: NodeJS.ProcessEnv = {}) {
    const script = join(__dirname, "command.ts");
    const { stack, root } = this.pulumi.place;
    const args = ["--import", "tsx", script, command, this.work, this.name, stack, root];
    const child = spawn(process.execPath, args, {
      cwd: FOLDERS.root,
      env: { ...process.env, RECOVERY_NAMESPACE: this.name, RECOVERY_VALUE: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.commands.push(child);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    const ended = new Promise<Ended>((settle) =>
      child.once("exit", (code) => settle({ code, output })),
    );
    return { child, ended, said: () => output };
  }

  /** Ends every command, and Pulumi with all its plugins. */
  kill(): void {
    for (const command of this.commands) command.kill("SIGKILL");
    for (const { pid } of processesOf(this.pulumi.mark)) process.kill(pid, "SIGKILL");
  }

  private stateFolder(): string {
    return join(this.work, this.name, ".pulumi", "stacks", "recovery");
  }

  /** Pulumi runs a plugin once per provider: all of them are the victim. */
  private pidsOf(victim: Victim, command: ChildProcess): number[] {
    if (victim === "command") return command.pid === undefined ? [] : [command.pid];
    return processesOf(this.pulumi.mark)
      .filter((one) =>
        victim === "pulumi" ? isCli(one) : one.program === "pulumi-resource-kubernetes",
      )
      .map(({ pid }) => pid);
  }
}

/** `/api/v1/pods` of a namespace, or `/api/v1/pods/name`. */
const inNamespace = (path: string, namespace: string) =>
  path.replace(/^(\/api|\/apis\/[^/]+)(\/[^/]+)/, `$1$2/namespaces/${namespace}`);
