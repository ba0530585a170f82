/** Where everything that is fetched, built or run on this machine lives: one ignored folder of the clone. */

import { join, resolve } from "node:path";

const root = resolve(__dirname, "..");
const toolchain = join(root, ".toolchain");

/** Absolute paths; every folder is made by the part that writes into it. */
export const FOLDERS = {
  /** The clone itself. */
  root,
  /** The one ignored folder; deleting it loses nothing that `make up` does not bring back. */
  toolchain,
  /** Every tool by its plain name: a link to the one on PATH, or the downloaded or built file. */
  bin: join(toolchain, "bin"),
  /** Sources and half-done work of builds and downloads. */
  build: join(toolchain, "build"),
  /** Logs of builds and downloads. */
  logs: join(toolchain, "logs"),
  /** Archives of container images, and the layers that they are made of. */
  images: join(toolchain, "images"),
  /** The cluster that `make referees` starts for its own run, and stops. */
  referees: join(toolchain, "referees", "cluster"),
  /** Certificates, data and ports of the local cluster. */
  cluster: join(toolchain, "cluster"),
  /** The same of the real node, and its pods' data. */
  real: join(toolchain, "real"),
  /** Programs of a real node that the machine lacks, as in its root folder. */
  node: join(toolchain, "node"),
  /**
   * `PULUMI_HOME` of every Pulumi command that the project starts; holds the plugins, so set
   * `PULUMI_IGNORE_AMBIENT_PLUGINS=true` with it.
   */
  pulumiHome: join(toolchain, "pulumi-home"),
  /** The `file://` backend of the stacks that live on this machine. */
  state: join(toolchain, "state"),
  /** kwok's stage files: how its simulated nodes and pods come to life. Part of the clone, for they decide what a test sees. */
  kwokStages: join(root, "toolchain", "cluster", "kwok-stages"),
} as const;
