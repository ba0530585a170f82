import { describe, expect, test } from "vitest";
import { type Machine, describeObstacles, obstacles } from "./requirements";

const FINE: Machine = {
  platform: "linux",
  isRoot: true,
  missingBasics: [],
  missingPackages: ["containerd", "runc"],
  hasApt: true,
  missingControllers: [],
  refusal: undefined,
};

describe("obstacles", () => {
  test("there are none where packages can be had", () => {
    expect(obstacles(FINE)).toEqual([]);
  });

  test("another system is all that is said of it", () => {
    expect(obstacles({ ...FINE, platform: "darwin", isRoot: false })).toEqual([
      "it needs Linux, and this is darwin",
    ]);
  });

  test("everything is told at once", () => {
    const found = obstacles({
      platform: "linux",
      isRoot: false,
      missingBasics: ["nsenter"],
      missingPackages: ["containerd", "runc"],
      hasApt: false,
      missingControllers: ["cpuset", "pids"],
      refusal: "unshare: unshare failed: Operation not permitted",
    });
    expect(found).toEqual([
      "it needs root: run the command with sudo",
      "nsenter missing: install util-linux",
      "programs are missing, and there is no apt-get to get them: install containerd, runc",
      "the kernel offers no control groups for cpuset, pids",
      "namespaces cannot be made here: unshare: unshare failed: Operation not permitted",
    ]);
  });
});

test("the message says what to do instead", () => {
  expect(describeObstacles(["it needs Linux, and this is darwin"])).toBe(
    [
      "A real node cannot run on this machine:",
      "  - it needs Linux, and this is darwin",
      "Without it, real pods need a cluster that is there already, such as kind or k3s:",
      "  make up STACK=<environment> KUBECONFIG=~/.kube/config CONTEXT=kind-kind",
    ].join("\n"),
  );
});
