/** `command.ts up|preview|down <work> <case> <stack> <root>`: a command of toolchain/stack.ts as a process that can be killed. */

import { createProgress } from "../../toolchain/progress";
import { down, preview, up } from "../../toolchain/stack";
import { clusterIn, placeOf } from "./place";

const [command, work = "", name = "", stack = "", root = ""] = process.argv.slice(2);
const progress = createProgress();
const place = placeOf(work, name, { stack, root });
const where = { place, local: { state: clusterIn(work), progress }, progress };

const run = command === "down" ? down : command === "preview" ? preview : up;

run(where).then(
  (isFine) => (process.exitCode = isFine ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
