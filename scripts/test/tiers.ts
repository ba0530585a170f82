import { nodeObstacles } from "../../toolchain/node";

/** A program that judges the whole project, or the tests of one project in vitest.config.mts. */
export type Tier =
  | {
      kind: "check";
      name: string;
      /** Name of the program in `node_modules/.bin`, and its arguments. */
      command: readonly [string, ...string[]];
      cure: string;
    }
  | {
      kind: "tests";
      name: string;
      needsTools: boolean;
      /** Waits more than it works: it runs next to the tier before it. */
      waits?: boolean;
      /** Why it cannot run on this machine; undefined: it can. */
      obstacle?: () => string | undefined;
    };

/** In the order in which they run: what is cheap comes first, and the checks next to the tests. */
export const TIERS: readonly Tier[] = [
  {
    kind: "check",
    name: "format",
    command: ["prettier", "--check", "--cache", "--log-level", "warn", "."],
    cure: "run `make format`",
  },
  {
    kind: "check",
    name: "lint",
    command: [
      "eslint",
      "--cache",
      "--cache-strategy=content",
      "--cache-location=node_modules/.cache/eslint/",
      ".",
    ],
    cure: "each message names its cure",
  },
  { kind: "check", name: "types", command: ["tsc"], cure: "see the messages above" },
  { kind: "tests", name: "unit", needsTools: false },
  { kind: "tests", name: "policies", needsTools: false },
  { kind: "tests", name: "program", needsTools: false },
  { kind: "tests", name: "dataplane", needsTools: false },
  { kind: "tests", name: "cluster", needsTools: true },
  {
    kind: "tests",
    name: "e2e",
    needsTools: true,
    waits: true,
    obstacle: () => nodeObstacles().join("; ") || undefined,
  },
];

/** What runs at once: each tier by itself, but those that wait next to the one before them. */
export function rounds(tiers: readonly Tier[]): Tier[][] {
  const found: Tier[][] = [];
  for (const tier of tiers) {
    const before = found.at(-1);
    if (tier.kind === "tests" && tier.waits === true && before !== undefined) before.push(tier);
    else found.push([tier]);
  }
  return found;
}
