import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeCgroups, missingControllers, removeCgroups } from "./cgroups";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "cgroups-"));
});
afterEach(() => rmSync(root, { recursive: true }));

describe("a hierarchy for each controller", () => {
  const hierarchy = (name: string) => {
    mkdirSync(join(root, name));
    writeFileSync(join(root, name, "tasks"), "");
  };
  const ALL = ["cpu", "cpuacct", "cpuset", "memory", "pids", "devices", "freezer", "blkio"];

  test("those that are missing are named", () => {
    ALL.filter((name) => name !== "pids" && name !== "cpu").forEach(hierarchy);
    expect(missingControllers(root)).toEqual(["cpu", "pids"]);
    ["pids", "cpu"].forEach(hierarchy);
    expect(missingControllers(root)).toEqual([]);
  });

  test("each gets the folder, and loses it with everything below", async () => {
    ALL.forEach(hierarchy);
    makeCgroups("it", root);
    makeCgroups("it", root);
    mkdirSync(join(root, "cpu", "it", "kubepods", "pod1"), { recursive: true });
    expect(ALL.every((name) => existsSync(join(root, name, "it")))).toBe(true);
    await removeCgroups("it", root);
    expect(ALL.filter((name) => existsSync(join(root, name, "it")))).toEqual([]);
  });
});

describe("one hierarchy for all", () => {
  test("controllers that are missing are named", () => {
    writeFileSync(join(root, "cgroup.controllers"), "cpuset cpu io memory hugetlb\n");
    expect(missingControllers(root)).toEqual(["pids"]);
  });

  test("the controllers are handed down to the folder", () => {
    writeFileSync(join(root, "cgroup.controllers"), "cpuset cpu io memory pids\n");
    makeCgroups("it", root);
    for (const folder of [root, join(root, "it")]) {
      expect(readFileSync(join(folder, "cgroup.subtree_control"), "utf8")).toBe(
        "+cpu +cpuset +io +memory +pids",
      );
    }
  });
});
