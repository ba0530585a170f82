import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { cniFolder, missingPackages, nodePath, programIn } from "./packages";

let layer: string;

beforeEach(() => {
  layer = mkdtempSync(join(tmpdir(), "packages-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(layer, { recursive: true });
});

function program(file: string, mode = 0o755): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "", { mode });
  return file;
}

describe("programIn", () => {
  test("a program that was unpacked, and one of the user's PATH", () => {
    const unpacked = program(join(layer, "usr", "sbin", "one-of-ours"));
    const own = program(join(layer, "own", "one-of-theirs"));
    vi.stubEnv("PATH", dirname(own));
    expect(programIn(layer, "one-of-ours")).toBe(unpacked);
    expect(programIn(layer, "one-of-theirs")).toBe(own);
  });

  test("what is no program stays a plain name", () => {
    program(join(layer, "usr", "bin", "a-text"), 0o644);
    expect(programIn(layer, "a-text")).toBe("a-text");
  });
});

test("a package is missing until all of its programs are there", () => {
  const wanted = ["containerd", "containerd-shim-runc-v2"];
  for (const name of wanted) program(join(layer, "usr", "bin", name));
  for (const name of ["host-local", "loopback", "portmap"]) {
    program(join(layer, "opt", "cni", "bin", name));
  }
  const before = missingPackages(layer);
  program(join(layer, "usr", "bin", "ctr"));
  const after = missingPackages(layer);
  expect(before.filter((name) => !after.includes(name))).toEqual(
    programIn("/", "ctr") === "ctr" ? ["containerd"] : [],
  );
  expect(before).not.toContain("containernetworking-plugins");
});

test("plugins are where the package or the machine has them", () => {
  program(join(layer, "opt", "cni", "bin", "portmap"));
  const onMachine = programIn("/", "portmap");
  expect(cniFolder(layer)).toBe(onMachine === "portmap" ? "/opt/cni/bin" : dirname(onMachine));
});

test("the folders of the system come before those of the user", () => {
  expect(nodePath("/home/bin")).toBe("/usr/sbin:/usr/bin:/sbin:/bin:/home/bin");
});
