import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { runAsNonRoot } from "./run-as-non-root";

test("the pod may say it for all of its containers", () => {
  expect(findingsIn(runAsNonRoot, platform())).toEqual([]);
  const own = realPod((pod, container) => {
    delete pod.securityContext.runAsNonRoot;
    container.securityContext.runAsNonRoot = true;
  });
  expect(findingsOf(runAsNonRoot, own)).toEqual([]);
});

test("finds silence, and false anywhere, even where containers say otherwise", () => {
  const silent = realPod(({ securityContext }) => delete securityContext.runAsNonRoot);
  expect(findingsOf(runAsNonRoot, silent)).toEqual(["container oap may run as root"]);
  const overridden = realPod((pod, container) => {
    pod.securityContext.runAsNonRoot = false;
    container.securityContext.runAsNonRoot = true;
  });
  expect(findingsOf(runAsNonRoot, overridden)).toEqual(["the pod has runAsNonRoot false"]);
});
