import { mebibytes, type Resources } from "../size";

/** Value of `GOMEMLIMIT`: Go collects harder from 80 % of the limit on, where the memory limiter refuses too. */
export function goMemoryLimit({ limits }: Resources): string {
  return `${Math.floor(mebibytes(limits.memory) * 0.8)}MiB`;
}
