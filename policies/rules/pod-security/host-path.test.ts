import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { hostPath } from "./host-path";

test("finds the volume, even when nothing mounts it", () => {
  expect(findingsIn(hostPath, platform())).toEqual([]);
  const broken = realPod(({ volumes }) => volumes.push({ name: "n", hostPath: { path: "/etc" } }));
  expect(findingsOf(hostPath, broken)).toEqual(["volume n is /etc of the node"]);
});
