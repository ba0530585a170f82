import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { unconfinedSeccomp } from "./unconfined-seccomp";

test("finds it at the pod and at a container", () => {
  expect(findingsIn(unconfinedSeccomp, platform())).toEqual([]);
  const broken = realPod((pod, container) => {
    pod.securityContext.seccompProfile.type = "Unconfined";
    container.securityContext.seccompProfile = { type: "Unconfined" };
  });
  expect(findingsOf(unconfinedSeccomp, broken)).toEqual([
    "the pod has the seccomp profile Unconfined",
    "container oap has the seccomp profile Unconfined",
  ]);
});
