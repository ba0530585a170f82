/** Which cluster a command is about. */

import { resolve } from "node:path";
import type { Layout } from "./control-plane";
import { FOLDERS } from "../folders";
import { type Progress, createProgress } from "../progress";

export interface ClusterOptions {
  /** Folder of the state: certificates, data, ports, logs. @default `.toolchain/cluster` of the clone */
  state?: string;
  /** Folder of the programs. @default `.toolchain/bin` of the clone */
  bin?: string;
  /** What some programs are told besides, or instead. @default nothing */
  flags?: Layout["flags"];
  /** Where the progress is shown. @default standard output */
  progress?: Progress;
}

/** The options with every default in place. */
export function settle(options: ClusterOptions): { layout: Layout; progress: Progress } {
  const state = resolve(options.state ?? FOLDERS.cluster);
  const bin = resolve(options.bin ?? FOLDERS.bin);
  const { flags } = options;
  const layout = { state, bin, stages: FOLDERS.kwokStages, ...(flags && { flags }) };
  return { layout, progress: options.progress ?? createProgress() };
}
