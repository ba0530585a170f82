import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { windowsHostProcess } from "./windows-host-process";

test("finds it at the pod and at a container", () => {
  expect(findingsIn(windowsHostProcess, platform())).toEqual([]);
  const broken = realPod((pod, container) => {
    pod.securityContext.windowsOptions = { hostProcess: true };
    container.securityContext.windowsOptions = { hostProcess: true };
  });
  expect(findingsOf(windowsHostProcess, broken)).toEqual([
    "the pod runs as a process of the node",
    "container oap runs as a process of the node",
  ]);
});
