import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { imageIsPulledAlways } from "./image-is-pulled-always";

test("finds anything else, and repairs it", () => {
  expect(findingsIn(imageIsPulledAlways, platform())).toEqual([]);
  const broken = realPod((pod, container) => {
    container.imagePullPolicy = "IfNotPresent";
    pod.initContainers = [{ name: "wait" }];
  });
  expect(findingsOf(imageIsPulledAlways, broken)).toEqual([
    "init container wait has imagePullPolicy by default",
    "container oap has imagePullPolicy IfNotPresent",
  ]);
  imageIsPulledAlways.remediate?.(broken);
  expect(findingsOf(imageIsPulledAlways, broken)).toEqual([]);
});
