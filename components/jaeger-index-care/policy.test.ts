import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { policyOf, policyScript } from "./policy";

let bin: string;
beforeEach(() => (bin = mkdtempSync(join(tmpdir(), "policy-"))));
afterEach(() => rmSync(bin, { recursive: true }));

/** Runs the container's command, with a curl that keeps what it is told and ends as is wanted. */
function run(isLoggedIn: boolean, { status = 0, password = "" } = {}) {
  const log = join(bin, "log");
  writeFileSync(
    join(bin, "curl"),
    `#!/bin/sh\n{ printf '<%s>' "$@"; cat; } > ${log}; exit ${status}`,
  );
  chmodSync(join(bin, "curl"), 0o755);
  const login = isLoggedIn ? { ES_USERNAME: "jaeger", ES_PASSWORD: password } : {};
  const env = { PATH: `${bin}:${process.env["PATH"]}`, POLICY: '{"policy": 1}', ...login };
  const ended = spawnSync("sh", ["-euc", policyScript(isLoggedIn), "policy", "https://es/x"], {
    env,
    input: "",
    encoding: "utf8",
  });
  return { status: ended.status, told: readFileSync(log, "utf8") };
}

const ARGUMENTS =
  "<--silent><--show-error><--fail-with-body><--max-time><30><--retry><5>" +
  "<--retry-connrefused><--request><PUT><--header><Content-Type: application/json>" +
  '<--data><{"policy": 1}><https://es/x>';

test("the policy is written as the user of Jaeger, whose password is no argument", () => {
  expect(run(true, { password: String.raw`p"a\s $x` })).toEqual({
    status: 0,
    told: `<--config><->${ARGUMENTS}user = "jaeger:${String.raw`p\"a\\s $x`}"\n`,
  });
});

test("where there is no user, nobody is named", () => {
  expect(run(false)).toEqual({ status: 0, told: ARGUMENTS });
});

test("what curl says is what the job ends with", () => {
  expect(run(true, { status: 22 }).status).toBe(22);
});

test("an index is written to until it is full, and goes so many days later", () => {
  expect(policyOf(14, { maxAgeDays: 2, maxGibibytes: 10, maxDocuments: 5 })).toEqual({
    policy: {
      phases: {
        hot: {
          min_age: "0ms",
          actions: { rollover: { max_age: "2d", max_size: "10gb", max_docs: 5 } },
        },
        delete: { min_age: "14d", actions: { delete: {} } },
      },
    },
  });
});
