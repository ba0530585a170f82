import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { seLinux } from "./se-linux";

test("finds type, user and role", () => {
  expect(findingsIn(seLinux, platform())).toEqual([]);
  const broken = realPod((pod, container) => {
    pod.securityContext.seLinuxOptions = { type: "spc_t" };
    container.securityContext.seLinuxOptions = { user: "system_u", role: "system_r" };
  });
  expect(findingsOf(seLinux, broken)).toEqual([
    "the pod has the SELinux type spc_t",
    "container oap has the SELinux user system_u",
    "container oap has the SELinux role system_r",
  ]);
});
