/** The program of the clone with a configuration, a namespace and a state of its own. */

import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { FOLDERS } from "../../toolchain/folders";
import type { Pulumi } from "../../toolchain/stack/pulumi";
import type { Case, Ended, World } from "../recovery/world";
import { stepsIn } from "./steps";

/** What the program consists of. */
const PROGRAM = [
  "Pulumi.yaml",
  "components",
  "index.ts",
  "node_modules",
  "package.json",
  "stacks",
  "tsconfig.json",
];

const LOCAL = "Pulumi.local.yaml";
const STACK_FILE = /^Pulumi\..+\.yaml$/;

/** Where the user keeps the state of other stacks is no business of a test. */
const NOTHING_OF_THE_USER = {
  PULUMI_BACKEND_URL: undefined,
  PULUMI_CONFIG_PASSPHRASE: undefined,
  PULUMI_CONFIG_PASSPHRASE_FILE: undefined,
};

/** Stack `local` in a namespace. */
export class Environment {
  private readonly root: string;
  private readonly stack: Case;

  constructor(
    private readonly world: World,
    readonly namespace: string,
  ) {
    this.root = join(world.work, `${namespace}-project`);
    mkdirSync(this.root);
    for (const name of PROGRAM) symlinkSync(join(FOLDERS.root, name), join(this.root, name));
    for (const name of readdirSync(FOLDERS.root).filter((file) => STACK_FILE.test(file)))
      copyFileSync(join(FOLDERS.root, name), join(this.root, name));
    this.configure({});
    this.stack = this.of("local");
  }

  get pulumi(): Pulumi {
    return this.stack.pulumi;
  }

  /** What the last `up` or `down` did to Kubernetes objects. */
  get steps(): string[] {
    return stepsIn(this.pulumi.eventLog);
  }

  /**
   * Lets the stack say from now on what is committed, but for its namespace and some values.
   *
   * @param values by their path in the platform, such as `skywalking.oap.retention`
   */
  configure(values: Readonly<Record<string, unknown>>): void {
    const content = parseDocument(readFileSync(join(FOLDERS.root, LOCAL), "utf8"));
    const all = { "namespace.name": this.namespace, ...values };
    for (const [path, value] of Object.entries(all)) {
      const place = ["config", "kube-tracing:platform", ...path.split(".")];
      content.setIn(place, content.createNode(value));
    }
    writeFileSync(join(this.root, LOCAL), content.toString());
  }

  /** Lets the stack say this from now on, and nothing else of what is committed but its cluster. */
  say(platform: Readonly<Record<string, unknown>>): void {
    const content = parseDocument(readFileSync(join(FOLDERS.root, LOCAL), "utf8"));
    const place = ["config", "kube-tracing:platform"];
    const cluster = content.getIn([...place, "cluster"]);
    const all = { cluster, namespace: { name: this.namespace }, ...platform };
    content.setIn(place, content.createNode(all));
    writeFileSync(join(this.root, LOCAL), content.toString());
  }

  run(command: "up" | "down"): Promise<Ended> {
    return this.stack.run(command);
  }

  /** Runs `up` and kills Pulumi as soon as it has come to a step. */
  killedAt(step: string): Promise<Ended> {
    return this.stack.interrupt("up", "pulumi", { when: () => this.steps.includes(step) });
  }

  /** Previews another stack of the same project. */
  preview(stack: string): Promise<Ended> {
    return this.of(stack).run("preview", NOTHING_OF_THE_USER);
  }

  private of(stack: string): Case {
    return this.world.case(this.namespace, { stack, root: this.root });
  }
}
