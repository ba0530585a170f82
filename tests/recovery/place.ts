import { join } from "node:path";
import { FOLDERS } from "../../toolchain/folders";
import type { StackPlace } from "../../toolchain/stack/pulumi";

/** What is deployed: a stack of the program in a folder. */
export type Subject = Pick<StackPlace, "stack" | "root">;

/** The small program beside this file. */
export const SMALL: Subject = { stack: "local", root: join(__dirname, "program") };

/** A state of its own for each case, all of them with the programs of the clone and on one cluster in `work`. */
export const placeOf = (work: string, name: string, subject: Subject): StackPlace => ({
  ...subject,
  bin: FOLDERS.bin,
  pulumiHome: join(work, "home"),
  state: join(work, name),
});

export const clusterIn = (work: string): string => join(work, "cluster");
