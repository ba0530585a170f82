import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { readOnlyRoot } from "./read-only-root";

test("finds silence and false", () => {
  expect(findingsIn(readOnlyRoot, platform())).toEqual([]);
  const broken = realPod((pod, { securityContext }) => {
    securityContext.readOnlyRootFilesystem = false;
    pod.initContainers = [{ name: "wait" }];
  });
  expect(findingsOf(readOnlyRoot, broken)).toEqual([
    "init container wait may write to its image",
    "container oap may write to its image",
  ]);
});
