import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runProgram } from "./engine";
import { stackFile } from "./engine/stack-file";

/** Each `<name>.yaml` is a whole stack file that cannot be used; `<name>.txt` is what it is told. */
const FOLDER = join(__dirname, "broken");
const FILES = readdirSync(FOLDER);
const NAMES = FILES.flatMap((file) => /^(.+)\.yaml$/.exec(file)?.[1] ?? []);

describe("a stack file that cannot be used", () => {
  test("more than thirty of them have their message beside them", () => {
    expect(NAMES.length).toBeGreaterThan(30);
    expect(FILES.sort()).toEqual(NAMES.flatMap((name) => [`${name}.txt`, `${name}.yaml`]).sort());
  });

  test.concurrent.each(NAMES)(
    "%s is told everything at once, and nothing is made",
    async (name) => {
      const { config, secretKeys } = stackFile(readFileSync(join(FOLDER, `${name}.yaml`), "utf8"));
      const run = await runProgram({ stack: name, config, secretKeys, dryRun: true, env: AMBIENT });
      const errors = run.messages.filter(({ severity }) => severity === "error");
      expect(`${errors.map(({ text }) => text).join("\n")}\n`).toBe(
        readFileSync(join(FOLDER, `${name}.txt`), "utf8"),
      );
      expect(run.registrations.map(({ type }) => type)).toEqual(["pulumi:pulumi:Stack"]);
      expect([run.code, run.stdout, run.stderr]).toEqual([32, "", ""]);
    },
  );
});

/** The cluster of whoever runs the tests stays out of them. */
const AMBIENT = { KUBE_TRACING_KUBECONFIG: "", KUBE_TRACING_CONTEXT: "" };
