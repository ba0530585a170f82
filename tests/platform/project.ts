/** The program of the clone as a project of its own, so that its configuration can be changed. */

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

const STACK_FILE = /^Pulumi\..+\.yaml$/;

export class Project {
  /** @param root folder that does not exist yet */
  constructor(readonly root: string) {
    mkdirSync(root, { recursive: true });
    for (const name of PROGRAM) symlinkSync(join(FOLDERS.root, name), join(root, name));
    const stackFiles = readdirSync(FOLDERS.root).filter((name) => STACK_FILE.test(name));
    for (const name of stackFiles) copyFileSync(join(FOLDERS.root, name), join(root, name));
  }

  /**
   * Lets stack `local` say what is committed, but for some values.
   *
   * @param values by their path in the platform, such as `namespace.name`
   */
  configure(values: Readonly<Record<string, unknown>>): void {
    const file = "Pulumi.local.yaml";
    const content = parseDocument(readFileSync(join(FOLDERS.root, file), "utf8"));
    for (const [path, value] of Object.entries(values)) {
      const place = ["config", "kube-tracing:platform", ...path.split(".")];
      content.setIn(place, content.createNode(value));
    }
    writeFileSync(join(this.root, file), content.toString());
  }
}
