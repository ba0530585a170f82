import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FOLDERS } from "../folders";
import { livesOnRealNode } from "./node-of";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "node-of-"));
  mkdirSync(join(folder, "state"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const placeIn = (root: string, stack: string) => ({
  stack,
  root,
  bin: "/nowhere",
  pulumiHome: "/nowhere",
  state: join(folder, "state"),
});

const livesAt = (kubeconfig: string, isLocal: boolean) =>
  writeFileSync(
    join(folder, "state", "uat.home.json"),
    JSON.stringify({ kubeconfig, context: "c", isLocal, identity: "i", login: "l" }),
  );

test("the committed environments: only e2e names the kubeconfig of the real node", () => {
  const stacks = ["e2e", "local", "prod", "uat"];
  expect(stacks.filter((stack) => livesOnRealNode(placeIn(FOLDERS.root, stack)))).toEqual(["e2e"]);
});

test("where a stack lives counts more than what its file says", () => {
  livesAt(join(FOLDERS.real, "kubeconfig"), true);
  expect(livesOnRealNode(placeIn(FOLDERS.root, "uat"))).toBe(true);
  livesAt("/home/me/.kube/config", false);
  expect(livesOnRealNode(placeIn(FOLDERS.root, "uat"))).toBe(false);
});

test.each([
  ["a broken file", "config: ["],
  ["a file without a cluster", "config:\n  kube-tracing:platform: {}\n"],
  ["a number for a path", "config:\n  kube-tracing:platform: { cluster: { kubeconfig: 1 } }\n"],
])("%s names no node", (_, content) => {
  writeFileSync(join(folder, "Pulumi.it.yaml"), content);
  expect(livesOnRealNode(placeIn(folder, "it"))).toBe(false);
});
