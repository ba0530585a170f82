import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createProgress } from "../../toolchain/progress";
import { described } from "./outcome";
import { runTier } from "./run-tier";
import type { Tier } from "./tiers";

const root = mkdtempSync(join(tmpdir(), "tiers-"));
afterAll(() => rmSync(root, { recursive: true }));

/** Puts a shell script in the place of a program of node_modules/.bin. */
function program(name: string, script: string): void {
  const folder = join(root, "node_modules", ".bin");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

const step = createProgress({ write: () => undefined }).step("tier");
const CHECK: Tier = { kind: "check", name: "lint", command: ["lint", "."], cure: "mend it" };
const TESTS: Tier = { kind: "tests", name: "unit", needsTools: false };

describe("a check", () => {
  test("counts as one, and its output is kept", async () => {
    program("lint", 'echo "all of $1 is fine"');
    expect(await runTier(CHECK, root, step)).toEqual({
      outcomes: [{ state: "passed", name: "lint" }],
      output: "all of . is fine\n",
    });
  });

  test("that fails says how to mend it", async () => {
    program("lint", "echo bad >&2; exit 3");
    expect(await runTier(CHECK, root, step)).toEqual({
      outcomes: [{ state: "failed", name: "lint", reason: "mend it" }],
      output: "bad\n",
    });
  });

  test("that is not installed has failed", async () => {
    const missing: Tier = { ...CHECK, command: ["nothing"] };
    const { outcomes, output } = await runTier(missing, root, step);
    expect(outcomes).toEqual([{ state: "failed", name: "lint", reason: "it could not run" }]);
    expect(output).toBe(`spawn ${join(root, "node_modules/.bin/nothing")} ENOENT`);
  });
});

describe("tests", () => {
  const tell = (outcome: object) => `echo '${JSON.stringify(outcome)}' >&3`;
  const PASSED = { state: "passed", name: "a > b" };

  test("are what they tell", async () => {
    const skipped = { state: "skipped", name: "a > c", reason: "needs root" };
    program("vitest", [tell(PASSED), tell(skipped), 'echo "$*"'].join("\n"));
    const { outcomes, output } = await runTier(TESTS, root, step);
    expect(outcomes).toEqual([PASSED, skipped]);
    expect(output).toContain("run --project unit --reporter=default --reporter=");
  });

  test("that fail fail", async () => {
    const failed = { state: "failed", name: "a > d" };
    program("vitest", `${tell(failed)}\nexit 1`);
    expect((await runTier(TESTS, root, step)).outcomes).toEqual([failed]);
  });

  test.each([
    ["an exit code without a failed test", "exit 2", "vitest ended with 2"],
    ["a signal", "kill -9 $$", "vitest ended with SIGKILL"],
  ])("%s is a failure", async (_, ending, reason) => {
    program("vitest", `${tell(PASSED)}\n${ending}`);
    expect((await runTier(TESTS, root, step)).outcomes).toEqual([
      PASSED,
      { state: "failed", name: "unit", reason },
    ]);
  });

  test("that are not there have not passed", async () => {
    program("vitest", "exit 0");
    expect((await runTier(TESTS, root, step)).outcomes).toEqual([
      { state: "failed", name: "unit", reason: "vitest ended with 0" },
    ]);
  });
});

test("described sums up", () => {
  const [passed, failed] = ["passed", "failed"].map((state) => ({ state, name: "" })) as any;
  expect(described([passed, passed, failed])).toBe("2 passed, 1 failed, 0 skipped");
});
