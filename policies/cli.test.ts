import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { main } from "./cli";
import { RULES } from "./rules";

let work: string;
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), "policies-cli-"));
  writeFileSync(
    join(work, "naked.yaml"),
    "apiVersion: v1\nkind: Pod\nmetadata: { name: p, namespace: n }\nspec: {}\n",
  );
});
afterAll(() => rmSync(work, { recursive: true }));
afterEach(() => {
  vi.restoreAllMocks();
});

/** Exit code, standard output and standard error of a command line. */
function run(...args: string[]): [number, string, string] {
  const [out, err] = [vi.spyOn(console, "log"), vi.spyOn(console, "error")];
  for (const spy of [out, err]) spy.mockReset();
  const code = main(args, "2026-11-21");
  const said = (spy: typeof out) => spy.mock.calls.map(([line]) => String(line)).join("\n");
  return [code, said(out), said(err)];
}

test.each([
  [[], "the command is missing; give check or rules\nkube-tracing-policies --help tells more"],
  [
    ["chekc", "a"],
    'the command is "chekc"; give check or rules\nkube-tracing-policies --help tells more',
  ],
  [
    ["check", "--preset", "live"],
    'check what? give files or folders\n--preset is "live"; give dev, uat, prod\nkube-tracing-policies --help tells more',
  ],
])("refuses %j", (args, message) => {
  expect(run(...args)).toEqual([2, "", message]);
});

test("refuses options that there are not", () => {
  const [code, out, err] = run("check", "--strict");
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain("Unknown option '--strict'");
});

test("helps, and lists the rules", () => {
  expect(run("--help")[1]).toContain("kube-tracing-policies check <path>...");
  const [code, out] = run("rules");
  expect(code).toBe(0);
  expect(out.split("\n")).toHaveLength(RULES.length);
  expect(out).toContain("no-privileged-container (critical): No container is privileged");
});

test("ends with 1 for what is forbidden, and with 0 for what is only advised against", () => {
  const file = join(work, "naked.yaml");
  const [code, out] = run("check", file);
  expect(code).toBe(1);
  expect(out).toContain("mandatory  high      no-naked-pod");
  const levels = join(work, "levels.json");
  writeFileSync(levels, '{"all":"advisory"}');
  expect(run("check", file, "--config", levels)[0]).toBe(0);
});

test("writes its reports where it is told", () => {
  const [sarif, junit] = [join(work, "a.sarif"), join(work, "a.xml")];
  run("check", join(work, "naked.yaml"), "--sarif", sarif, "--junit", junit);
  const { version } = JSON.parse(readFileSync(join(__dirname, "package.json"), "utf8"));
  expect(JSON.parse(readFileSync(sarif, "utf8")).runs[0].tool.driver.version).toBe(version);
  expect(readFileSync(junit, "utf8")).toContain('name="no-naked-pod"');
});
